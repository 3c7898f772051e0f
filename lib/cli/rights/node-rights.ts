import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { askedWhy, noted, why } from '@/lib/cli/rights/asked'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { restrictNode } from '@/lib/consent/services/restrict-node'

type Options = { did: string; reason?: string; json?: boolean }

/** `hakim node owner add|remove`, `hakim node restrict|unrestrict`. */
export function registerNodeRights(node: Command): void {
  const owner = node.command('owner').description('owners of a node')
  owner
    .command('add')
    .description('add an owner')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--owner <who>', 'their e-mail address or DID')
    .option('--reason <reason>', askedWhy)
    .option('--json', 'print JSON')
    .action(async ({ did, owner: person, reason, json }: Options & { owner: string }) => {
      const added = await withDatabase(async (db) =>
        unwrap(await addNodeOwner(terminal(db), did, { person, ...why(reason) })),
      )
      const text = added.change
        ? `${person} does not own ${did} yet`
        : added.added
          ? `${person} now owns ${did}`
          : `${person} already owned ${did}`
      print(json, added, noted(text, added.warnings))
    })
  owner
    .command('remove')
    .description('remove an owner and their delegations')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--owner <who>', 'their e-mail address or DID')
    .option('--reason <reason>', askedWhy)
    .option('--json', 'print JSON')
    .action(async ({ did, owner: person, reason, json }: Options & { owner: string }) => {
      const left = await withDatabase(async (db) =>
        unwrap(await removeNodeOwner(terminal(db), did, { person, ...why(reason) })),
      )
      const note =
        left.owners === 0 ? '\nNote: the node has no owner now, so nobody can approve maintenance.' : ''
      const done = left.change ? `${person} still owns ${did}` : `${person} no longer owns ${did}${note}`
      print(json, left, noted(done, left.warnings))
    })
  for (const restricted of [true, false])
    node
      .command(restricted ? 'restrict' : 'unrestrict')
      .description(
        restricted
          ? 'hide a node from everyone except those who decide on it and administrators'
          : 'show a node to everyone',
      )
      .requiredOption('--did <did>', 'the DID of the node')
      .option('--reason <reason>', askedWhy)
      .option('--json', 'print JSON')
      .action(async ({ did, reason, json }: Options) => {
        const now = await withDatabase(async (db) =>
          unwrap(await restrictNode(terminal(db), did, { restricted, ...why(reason) })),
        )
        const text = now.restricted ? `${did} is restricted` : `${did} is visible to everyone`
        print(json, now, noted(text, now.warnings))
      })
}
