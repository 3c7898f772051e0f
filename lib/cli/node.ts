import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { askedWhy, noted, why } from '@/lib/cli/rights/asked'
import { addLabel } from '@/lib/cli/rights/labels'
import { registerNodeChanges } from '@/lib/cli/rights/node-changes'
import { registerNodeRights } from '@/lib/cli/rights/node-rights'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { addNode } from '@/lib/consent/services/add-node'

type Options = {
  did: string
  owner?: string
  name?: string
  label: Record<string, string>
  reason?: string
  json?: boolean
}

export function registerNode(program: Command): void {
  const node = program.command('node').description('nodes of the fleet')
  node
    .command('add')
    .description('register a node, or change the name, labels and owners of a known one')
    .requiredOption('--did <did>', 'the DID of the node')
    .option('--owner <email>', 'add an owner, who decides on its maintenance')
    .option('--name <name>', 'display name')
    .option('--label <key=value>', 'a label; repeat for more', addLabel, {})
    .option('--reason <reason>', askedWhy)
    .option('--json', 'print JSON')
    .action(async ({ did, owner, name, label, reason, json }: Options) => {
      const input = {
        did,
        ...(owner ? { owner } : {}),
        ...(name ? { name } : {}),
        ...(Object.keys(label).length > 0 ? { labels: label } : {}),
        ...why(reason),
      }
      const added = await withDatabase(async (db) => unwrap(await addNode(terminal(db), input)))
      const next = `Next: hakim token create --node ${added.did}`
      const text = `${added.existed ? 'Changed' : 'Added'} ${added.name ?? added.did}`
      print(json, added, `${noted(text, added.warnings)}\n${next}`)
    })
  registerNodeChanges(node)
  registerNodeRights(node)
}
