import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { readRules } from '@/lib/consent/db/rules'
import { answeredRule } from '@/lib/consent/domain/answers'
import { createRule } from '@/lib/consent/services/create-rule'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { titleText } from '@/lib/kernel/text/title-text'
import { riskLevels } from '@/lib/tasks/domain/risk'
import { askedWhy, noted, why } from './asked'
import { registerRuleChange } from './rule-change'
import { addDid, addGroup, type GroupVotes, labelOf, unconfirmed } from './rule-options'

type Options = {
  name: string
  task?: string
  label?: string
  risk?: string
  owners: string
  group: GroupVotes[]
  confirm: string[]
  json?: boolean
}

export function registerRule(program: Command): void {
  const rule = program.command('rule').description('approval rules: whose votes a job needs')
  rule
    .command('create')
    .description('create a rule; omitted conditions match every job')
    .requiredOption('--name <name>', 'name of the rule')
    .option('--task <task>', 'only jobs of this task')
    .option('--label <key[=value]>', 'only jobs on nodes with this label')
    .option('--risk <risk>', `minimum risk: ${riskLevels.join(', ')}`)
    .option('--owners <n>', 'required votes of owners or their delegates', '1')
    .option('--group <[n:]name>', 'additional n votes of this group; repeat for more', addGroup, [])
    .option('--confirm <did>', 'a node on which nobody could meet it; repeat for each', addDid, [])
    .option('--json', 'print JSON')
    .action(async ({ name, task, label, risk, owners, group, confirm, json }: Options) => {
      if (!/^\d+$/.test(owners)) throw new CommandError(`--owners ${owners} is not a number.`)
      const input = {
        ...{ name, owners: Number(owners), groups: group },
        ...(task === undefined ? {} : { task_name: task }),
        ...(risk === undefined ? {} : { least_risk: risk }),
        ...labelOf(label),
        ...(confirm.length === 0 ? {} : { confirm }),
      }
      const created = await withDatabase((db) => createRule(terminal(db), input))
      if (!created.ok && created.error.nodes?.length) throw new CommandError(unconfirmed(created.error))
      const made = unwrap(created)
      print(json, made, noted(`Created ${made.name}`, made.warnings))
    })
  rule
    .command('list')
    .description('list all rules')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rules = await withDatabase((db) => readRules(db.manager))
      const lines = rules.map(({ name, version, owners, groupVotes }) =>
        [
          ...[titleText(name), `version ${version}`, `owners ${owners}`],
          ...groupVotes.map((one) => `${titleText(one.name)} ${one.votes}`),
        ].join(' · '),
      )
      print(
        json,
        { rules: rules.map(answeredRule) },
        lines.length > 0 ? lines.join('\n') : 'No rules: one owner’s approval is enough.',
      )
    })
  registerRuleChange(rule)
  rule
    .command('remove')
    .description('remove a rule')
    .requiredOption('--name <name>', 'name of the rule')
    .option('--reason <reason>', askedWhy)
    .option('--json', 'print JSON')
    .action(async ({ name, reason, json }: { name: string; reason?: string; json?: boolean }) => {
      const gone = await withDatabase(async (db) => unwrap(await removeRule(terminal(db), name, why(reason))))
      const text = `${gone.change ? 'Still there:' : 'Removed'} ${titleText(gone.name)}`
      print(json, gone, noted(text, gone.warnings))
    })
}
