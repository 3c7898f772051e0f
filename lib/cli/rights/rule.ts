import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { readRules } from '@/lib/consent/db/rules'
import { createRule } from '@/lib/consent/services/create-rule'
import { removeRule } from '@/lib/consent/services/remove-rule'

type Seat = { group: string; votes: number }
type Options = {
  name: string
  task?: string
  label?: string
  risk?: string
  owners: string
  group: Seat[]
  json?: boolean
}

/** "2:Security" → two of Security; without a number, one. */
const addSeat = (text: string, seats: Seat[]): Seat[] => {
  const [, votes, group] = /^(\d+):(.+)$/.exec(text) ?? []
  return [...seats, group === undefined ? { group: text, votes: 1 } : { group, votes: Number(votes) }]
}

function labelOf(text: string | undefined) {
  if (text === undefined) return {}
  const cut = text.indexOf('=')
  return cut < 0 ? { label_key: text } : { label_key: text.slice(0, cut), label_value: text.slice(cut + 1) }
}

export function registerRule(program: Command): void {
  const rule = program.command('rule').description('rules of approval: whose votes a job needs')
  rule
    .command('create')
    .description('make a rule; what it does not name matches every job')
    .requiredOption('--name <name>', 'its name')
    .option('--task <task>', 'jobs of this task alone')
    .option('--label <key[=value]>', 'nodes with this label alone')
    .option('--risk <risk>', 'jobs of at least this risk alone: low, medium or high')
    .option('--owners <n>', 'votes of owners or their delegates', '1')
    .option('--group <[n:]name>', 'n votes of this group; may be given several times', addSeat, [])
    .option('--json', 'print JSON')
    .action(async ({ name, task, label, risk, owners, group, json }: Options) => {
      if (!/^\d+$/.test(owners)) throw new CommandError(`--owners ${owners} is not a number.`)
      const input = {
        ...{ name, owners: Number(owners), groups: group },
        ...(task === undefined ? {} : { task_name: task }),
        ...(risk === undefined ? {} : { least_risk: risk }),
        ...labelOf(label),
      }
      const made = await withDatabase(async (db) => unwrap(await createRule(terminal(db), input)))
      print(json, made, [`Created ${made.name}`, ...made.warnings.map((text) => `Note: ${text}`)].join('\n'))
    })
  rule
    .command('list')
    .description('show every rule')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rules = await withDatabase((db) => readRules(db.manager))
      const lines = rules.map(({ name, owners, seats }) =>
        [name, `owners ${owners}`, ...seats.map((seat) => `${seat.name} ${seat.votes}`)].join(' · '),
      )
      print(json, { rules }, lines.length > 0 ? lines.join('\n') : 'No rules: one owner decides.')
    })
  rule
    .command('remove')
    .description('remove a rule')
    .requiredOption('--name <name>', 'its name')
    .option('--json', 'print JSON')
    .action(async ({ name, json }: { name: string; json?: boolean }) => {
      const gone = await withDatabase(async (db) => unwrap(await removeRule(terminal(db), name)))
      print(json, gone, `Removed ${gone.name}`)
    })
}
