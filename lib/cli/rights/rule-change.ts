import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print, unwrap } from '@/lib/cli/result'
import { shownText } from '@/lib/cli/shown'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { presentRule, readRuleVersions } from '@/lib/consent/db/rule-versions'
import type { RuleVersion } from '@/lib/consent/domain/rule-facts'
import { changedRuleLines, changedText, ruleLines } from '@/lib/consent/domain/rule-lines'
import { changeRule } from '@/lib/consent/services/change-rule'
import { titleText } from '@/lib/kernel/text/title-text'
import { riskLevels } from '@/lib/tasks/domain/risk'
import { askedWhy, noted } from './asked'
import { addDid, addGroup, type GroupVotes, labelOf, unconfirmed } from './rule-options'

type Options = {
  name: string
  reason: string
  ofVersion?: string
  rename?: string
  task?: string
  anyTask?: boolean
  label?: string
  anyNode?: boolean
  risk?: string
  anyRisk?: boolean
  owners?: string
  group: GroupVotes[]
  withoutGroups?: boolean
  confirm: string[]
  json?: boolean
}

const whole = (option: string, text: string): number => {
  if (!/^\d+$/.test(text)) throw new CommandError(`${option} ${text} is not a number.`)
  return Number(text)
}

/** What is given alone: anything else of the rule stays as it is. */
const bodyOf = (given: Options) => ({
  ...(given.rename === undefined ? {} : { name: given.rename }),
  ...(given.anyTask ? { task_name: null } : given.task === undefined ? {} : { task_name: given.task }),
  ...(given.anyNode ? { label_key: null } : labelOf(given.label)),
  ...(given.anyRisk ? { least_risk: null } : given.risk === undefined ? {} : { least_risk: given.risk }),
  ...(given.owners === undefined ? {} : { owners: whole('--owners', given.owners) }),
  ...(given.withoutGroups ? { groups: [] } : given.group.length === 0 ? {} : { groups: given.group }),
  ...(given.confirm.length === 0 ? {} : { confirm: given.confirm }),
  reason: given.reason,
})

/** `hakim rule change` and `hakim rule show`. */
export function registerRuleChange(rule: Command): void {
  rule
    .command('change')
    .description('change a rule in place; what is not given stays as it is')
    .requiredOption('--name <name>', 'name of the rule')
    .requiredOption('--reason <reason>', `why; kept with the version, and ${askedWhy}`)
    .option('--of-version <n>', 'refuse if another version is in effect by now')
    .option('--rename <name>', 'another name')
    .option('--task <task>', 'only jobs of this task')
    .option('--any-task', 'jobs of every task')
    .option('--label <key[=value]>', 'only jobs on nodes with this label')
    .option('--any-node', 'jobs on all nodes')
    .option('--risk <risk>', `minimum risk: ${riskLevels.join(', ')}`)
    .option('--any-risk', 'jobs of any risk, also unspecified')
    .option('--owners <n>', 'required votes of owners or their delegates')
    .option('--group <[n:]name>', 'additional n votes of this group; give all of them', addGroup, [])
    .option('--without-groups', 'no votes of groups')
    .option('--confirm <did>', 'a node on which nobody could meet it any more; repeat for each', addDid, [])
    .option('--json', 'print JSON')
    .action(async (given: Options) => {
      const changed = await withDatabase(async (db) => {
        const version =
          given.ofVersion === undefined
            ? (await presentRule(db.manager, given.name))?.version
            : whole('--of-version', given.ofVersion)
        // Without such a rule, the service says so.
        return changeRule(terminal(db), given.name, { ...bodyOf(given), version: version ?? 1 })
      })
      if (!changed.ok && changed.error.nodes?.length) throw new CommandError(unconfirmed(changed.error))
      const { ruleId, ...made } = unwrap(changed)
      const text = `${made.change ? 'Not yet changed:' : `Version ${made.version} of`} ${titleText(made.name)}`
      print(given.json, { rule_id: ruleId, ...made }, noted(text, made.warnings))
    })
  rule
    .command('show')
    .description('show a rule and its versions: who changed what, and why')
    .requiredOption('--name <name>', 'name or id of the rule')
    .option('--json', 'print JSON')
    .action(async ({ name, json }: { name: string; json?: boolean }) => {
      const found = await withDatabase(async (db) => {
        const present = await presentRule(db.manager, name)
        return present && { ...present, versions: await readRuleVersions(db.manager, present.rule_id) }
      })
      if (!found) throw new CommandError('There is no such rule.')
      const { rule_id, version, facts, versions } = found
      const says = ruleLines(facts).map(({ label, text }) => `${label}: ${text}`)
      const history = versions.map((one, index) => historyLine(one, versions[index + 1] ?? null))
      print(json, { rule_id, version, versions }, shownText([...says, ...history].join('\n')))
    })
}

function historyLine(version: RuleVersion, before: RuleVersion | null): string {
  const { by, changed_at, reason, facts } = version
  const what = before ? ` (${changedText(changedRuleLines(before.facts, facts))})` : ''
  const why = reason === null ? '' : ` because ${reason}`
  const who = by === null ? 'the terminal or a program' : `${by.name}, ${by.did}`
  return `Version ${version.version}, ${before ? 'changed' : 'created'} by ${who} on ${changed_at}${why}${what}`
}
