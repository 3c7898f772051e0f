import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { labelNode } from '@/lib/consent/services/label-node'
import { renameNode } from '@/lib/consent/services/rename-node'
import { type ListedNode, readNodeList } from '@/lib/fleet/db/node-list'
import { restoreNode } from '@/lib/jobs/services/restore-node'
import { retireNode } from '@/lib/jobs/services/retire-node'
import { countText } from '@/lib/kernel/text/count-text'
import { titleText } from '@/lib/kernel/text/title-text'
import { askedWhy, noted, why } from './asked'
import { addLabel } from './labels'

type Options = { did: string; json?: boolean }
type Labels = { label: Record<string, string>; reason?: string }

/** `hakim node list|rename|label|retire|restore`. */
export function registerNodeChanges(node: Command): void {
  node
    .command('list')
    .description('list nodes by name')
    .option('--retired', 'those out of service instead of those in service')
    .option('--json', 'print JSON')
    .action(async ({ retired = false, json }: { retired?: boolean; json?: boolean }) => {
      const nodes = await withDatabase((db) => readNodeList(db.manager, retired))
      const none = retired ? 'No node is retired.' : 'There are no nodes.'
      print(json, { nodes }, nodes.length > 0 ? nodes.map(lineOf).join('\n') : none)
    })
  node
    .command('rename')
    .description('give a node another display name; without --name it has none')
    .requiredOption('--did <did>', 'the DID of the node')
    .option('--name <name>', 'the new name')
    .option('--json', 'print JSON')
    .action(async ({ did, name = null, json }: Options & { name?: string | null }) => {
      const done = await withDatabase(async (db) => unwrap(await renameNode(terminal(db), did, { name })))
      print(json, done, name === null ? `${did} has no name now` : `${did} is now called ${name}`)
    })
  node
    .command('label')
    .description('set all labels of a node; those that are not named are removed')
    .requiredOption('--did <did>', 'the DID of the node')
    .option('--label <key=value>', 'a label; repeat for more', addLabel, {})
    .option('--reason <reason>', askedWhy)
    .option('--json', 'print JSON')
    .action(async ({ did, label: labels, reason, json }: Options & Labels) => {
      const done = await withDatabase(async (db) =>
        unwrap(await labelNode(terminal(db), did, { labels, ...why(reason) })),
      )
      const text = `${did} has ${countText(Object.keys(done.labels).length)} labels now`
      print(json, done, noted(text, done.warnings))
    })
  node
    .command('retire')
    .description('take a node out of service: its open jobs are cancelled and its tokens revoked')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--reason <reason>', 'why')
    .option('--json', 'print JSON')
    .action(async ({ did, reason, json }: Options & { reason: string }) => {
      const done = await withDatabase(async (db) => unwrap(await retireNode(terminal(db), did, { reason })))
      print(
        json,
        done,
        `Retired ${did}: ${done.cancelled} jobs cancelled, ${done.tokens} tokens revoked. Its history stays.`,
      )
    })
  node
    .command('restore')
    .description('take a retired node into service again')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--reason <reason>', 'why')
    .option('--json', 'print JSON')
    .action(async ({ did, reason, json }: Options & { reason: string }) => {
      const done = await withDatabase(async (db) => unwrap(await restoreNode(terminal(db), did, { reason })))
      print(json, done, `Restored ${did}\nNext: hakim token create --node ${did}`)
    })
}

const lineOf = ({ node_did, name, heard_at, retired_at, service_reason }: ListedNode): string =>
  [
    node_did,
    ...(name === null ? [] : [titleText(name)]),
    heard_at === null ? 'never heard' : `heard ${minute(heard_at)}`,
    ...(retired_at === null ? [] : [`retired ${minute(retired_at)}: ${titleText(service_reason ?? '')}`]),
  ].join(' · ')

const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`
