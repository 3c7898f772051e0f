import type { EntityManager } from 'typeorm'
import { applyChange, openChange } from '@/lib/consent/db/changes'
import { changeRuleRow, isRuleName, presentRule, readRuleVersions } from '@/lib/consent/db/rule-versions'
import { type RuleChange, ruleChange } from '@/lib/consent/domain/calls'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import type { RuleFacts } from '@/lib/consent/domain/rule-facts'
import { changedRuleLines, changedText } from '@/lib/consent/domain/rule-lines'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { askOwners } from './ask-owners'
import { nameTaken } from './create-rule'
import { type Doing, groupVotesOf, metOrConfirmed } from './rule-met'
import { tellOwners } from './tell-owners'

const doing: Doing = { do: 'change', nothing: 'The rule was not changed.' }

/** `version`: the one that is in effect, so the former one while the owners are asked. */
type RuleChanged = {
  ruleId: string
  name: string
  version: number
  warnings: string[]
  change: ConsentChange | null
}

/**
 * Changes a rule, given by id or name, in place. What asks for fewer votes, or of fewer jobs, waits for the owners of the nodes that it
 * matches; anything else applies at once. Only the version that the caller has seen is changed.
 */
export async function changeRule(
  context: RightsContext,
  rule: string,
  input: unknown,
): Promise<Result<RuleChanged>> {
  const body = parseBody(ruleChange, input, doing.nothing)
  if (!body.ok) return body
  const wanted = body.value
  const asked = await rightsTransaction<RuleChanged>(context, 'setRules', async (tx, who) => {
    const present = await presentRule(tx, rule)
    if (!present) return fail('not_found', 'There is no such rule.')
    const { rule_id: ruleId, version, facts: was } = present
    if (version !== wanted.version) return changedSince(tx, present, wanted.version)
    const groups = await groupVotesOf(
      tx,
      wanted.groups ?? was.groups.map(({ name, votes }) => ({ group: name, votes })),
      doing,
    )
    if (!groups.ok) return groups
    const is: RuleFacts = {
      ...withConditions(was, wanted),
      groups: groups.value.map(({ groupId, name, votes }) => ({ group_id: groupId, name, votes })),
    }
    if (is.label_value !== null && is.label_key === null)
      return fail('invalid', doing.nothing, {
        fields: [{ path: 'label_key', message: 'must name the label of this value' }],
      })
    if (changedRuleLines(was, is).length === 0)
      return fail('invalid', 'Nothing was changed: the rule says exactly this already.')
    if (await isRuleName(tx, is.name, ruleId)) return nameTaken(is.name)
    const met = await metOrConfirmed(
      tx,
      {
        rule: { ...is, groups: groups.value },
        before: { ...was, groups: await votersOf(tx, was) },
        confirmed: wanted.confirm,
      },
      doing,
    )
    if (!met.ok) return met
    const change = {
      kind: 'change_rule' as const,
      node: null,
      what: { rule_id: ruleId, name: was.name, version, was: jsonOf(was), is: jsonOf(is) },
    }
    const waiting = await askOwners(tx, who, change, wanted.reason)
    if (!waiting.ok) return waiting
    const done = { ruleId, name: is.name, warnings: met.value, change: waiting.value }
    if (waiting.value) return ok({ ...done, version })
    const agreed = await openChange(tx, change)
    if (agreed?.ready) await applyChange(tx, agreed.change_id)
    else
      await changeRuleRow(tx, {
        ...{ ruleId, version, is, reason: wanted.reason },
        personId: who.kind === 'person' ? who.id : null,
      })
    return ok({ ...done, version: version + 1 })
  })
  return tellOwners(context.db, asked)
}

/** What it says once the change is made, its groups aside. */
function withConditions(was: RuleFacts, wanted: RuleChange): RuleFacts {
  const kept = <Key extends 'task_name' | 'least_risk' | 'label_key' | 'label_value'>(key: Key) =>
    wanted[key] === undefined ? was[key] : wanted[key]
  const key = kept('label_key')
  return {
    ...was,
    name: wanted.name ?? was.name,
    task_name: kept('task_name'),
    label_key: key,
    // A value belongs to its label.
    label_value: wanted.label_value === undefined && key !== was.label_key ? null : kept('label_value'),
    least_risk: kept('least_risk'),
    owners: wanted.owners ?? was.owners,
  }
}

const jsonOf = ({ groups, ...rule }: RuleFacts) => ({
  ...rule,
  groups: groups.map((group) => ({ ...group })),
})

async function votersOf(tx: EntityManager, { groups }: RuleFacts) {
  const found = await groupVotesOf(
    tx,
    groups.map(({ name, votes }) => ({ group: name, votes })),
    doing,
  )
  return found.ok ? found.value : []
}

/** Somebody else was first: what they changed, so that nobody undoes it unseen. */
async function changedSince(
  tx: EntityManager,
  { rule_id: ruleId, version, facts }: { rule_id: string; version: number; facts: RuleFacts },
  seen: number,
) {
  const versions = await readRuleVersions(tx, ruleId)
  const before = versions.find((one) => one.version === seen)
  const by = versions[0]?.by?.name ?? 'somebody else'
  const what = before ? changedText(changedRuleLines(before.facts, facts)) : ''
  return fail(
    'conflict',
    before
      ? `Version ${version} by ${by} came first${what === '' ? '' : ` (${what})`}; you changed version ${seen}. Nothing of yours was saved: check it against the present version and save again.`
      : `The rule has version ${version}, and no version ${seen}. Read it again.`,
    { present: String(version) },
  )
}
