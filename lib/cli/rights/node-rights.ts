import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { restrictNode } from '@/lib/consent/services/restrict-node'

type Options = { did: string; json?: boolean }

/** `hakim node owner add|remove`, `hakim node restrict|unrestrict`. */
export function registerNodeRights(node: Command): void {
  const owner = node.command('owner').description('owners of a node')
  owner
    .command('add')
    .description('add an owner')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--owner <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ did, owner: person, json }: Options & { owner: string }) => {
      const added = await withDatabase(async (db) =>
        unwrap(await addNodeOwner(terminal(db), did, { person })),
      )
      const text = added.added ? `${person} now owns ${did}` : `${person} already owned ${did}`
      print(json, added, [text, ...added.warnings.map((warning) => `Note: ${warning}`)].join('\n'))
    })
  owner
    .command('remove')
    .description('remove an owner and their delegations')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--owner <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ did, owner: person, json }: Options & { owner: string }) => {
      const left = await withDatabase(async (db) =>
        unwrap(await removeNodeOwner(terminal(db), did, { person })),
      )
      const note =
        left.owners === 0 ? '\nNote: the node has no owner now, so nobody can approve maintenance.' : ''
      print(json, left, `${person} no longer owns ${did}${note}`)
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
      .option('--json', 'print JSON')
      .action(async ({ did, json }: Options) => {
        const now = await withDatabase(async (db) =>
          unwrap(await restrictNode(terminal(db), did, { restricted })),
        )
        print(json, now, restricted ? `${did} is restricted` : `${did} is visible to everyone`)
      })
}
