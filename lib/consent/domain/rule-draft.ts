import { type Risk, riskLevels } from '@/lib/tasks/domain/risk'
import type { RuleFacts } from './rule-facts'

// Apart from the schemas, so that a browser loads no parser.

/** A rule as somebody writes it: texts of fields; `votes` by the id of their group. */
export type RuleDraft = {
  name: string
  task: string
  /** `region:eu`, or `region` for any value; empty: all nodes. */
  label: string
  leastRisk: string
  owners: string
  votes: Readonly<Record<string, string>>
}

type Group = { groupId: string; name: string }

export const emptyDraft: RuleDraft = { name: '', task: '', label: '', leastRisk: '', owners: '1', votes: {} }

export const draftOf = (rule: RuleFacts): RuleDraft => ({
  name: rule.name,
  task: rule.task_name ?? '',
  label: [rule.label_key, rule.label_value].filter((part) => part !== null).join(':'),
  leastRisk: rule.least_risk ?? '',
  owners: String(rule.owners),
  votes: Object.fromEntries(rule.groups.map(({ group_id, votes }) => [group_id, String(votes)])),
})

/** Key and value of a label as it is written; null: none. */
export function labelOf(text: string): { label_key: string | null; label_value: string | null } {
  const label = text.trim()
  const cut = label.indexOf(':')
  const value = cut < 0 ? '' : label.slice(cut + 1).trim()
  return {
    label_key: (cut < 0 ? label : label.slice(0, cut).trim()) || null,
    label_value: value || null,
  }
}

const riskOf = (text: string): Risk | null => riskLevels.find((level) => level === text) ?? null

const groupVotes = (draft: RuleDraft, groups: readonly Group[]) =>
  groups.flatMap(({ groupId, name }) => {
    const votes = Number(draft.votes[groupId] ?? '0')
    return votes === 0 ? [] : [{ group_id: groupId, name, votes }]
  })

/** What the draft says; `before`: the rule that it changes, which keeps what is not touched. */
export const factsOf = (draft: RuleDraft, groups: readonly Group[], before: RuleFacts | null): RuleFacts => ({
  name: draft.name.trim(),
  task_name: draft.task.trim() || null,
  ...(before && draft.label === draftOf(before).label
    ? { label_key: before.label_key, label_value: before.label_value }
    : labelOf(draft.label)),
  least_risk: riskOf(draft.leastRisk),
  owners: Number(draft.owners),
  groups: groupVotes(draft, groups),
})

/** The body of the call that creates it: what is left empty is left out. */
export function newBody(draft: RuleDraft, groups: readonly Group[]): object {
  const { groups: votes, ...conditions } = factsOf(draft, groups, null)
  return {
    ...Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== null)),
    groups: votes.map(({ name, votes: count }) => ({ group: name, votes: count })),
  }
}

/** The body of the call that changes it: what differs from the rule. */
export function changeBody(draft: RuleDraft, groups: readonly Group[], before: RuleFacts): object {
  const { groups: votes, ...conditions } = factsOf(draft, groups, before)
  const { groups: former, ...was } = before
  const earlier = new Map<string, unknown>(Object.entries(was))
  const sent = (list: RuleFacts['groups']) =>
    list
      .map(({ name, votes: count }) => ({ group: name, votes: count }))
      .sort((a, b) => (a.group < b.group ? -1 : 1))
  return {
    ...Object.fromEntries(Object.entries(conditions).filter(([key, value]) => earlier.get(key) !== value)),
    ...(JSON.stringify(sent(votes)) === JSON.stringify(sent(former)) ? {} : { groups: sent(votes) }),
  }
}

/** A draft on top of what somebody else has saved meanwhile: what was touched stays as it is, the rest is as it is now. */
export function rebased(draft: RuleDraft, from: RuleFacts, onto: RuleFacts): RuleDraft {
  const [was, is] = [draftOf(from), draftOf(onto)]
  const pick = (key: Exclude<keyof RuleDraft, 'votes'>): string =>
    draft[key] === was[key] ? is[key] : draft[key]
  const groups = new Set([...Object.keys(draft.votes), ...Object.keys(is.votes)])
  const votesIn = (one: RuleDraft, group: string): string => one.votes[group] ?? '0'
  return {
    ...{ name: pick('name'), task: pick('task'), label: pick('label'), leastRisk: pick('leastRisk') },
    owners: pick('owners'),
    votes: Object.fromEntries(
      [...groups].map((group) => [
        group,
        votesIn(draft, group) === votesIn(was, group) ? votesIn(is, group) : votesIn(draft, group),
      ]),
    ),
  }
}
