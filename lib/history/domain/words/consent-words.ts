import {
  actor,
  changesInWords,
  type Facts,
  type Part,
  personIn,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

const quoted = (facts: Facts): string => `“${shownValue(rowOf(facts).name)}”`

const group = (facts: Facts): Part => {
  const id = textOf(rowOf(facts).group_id)
  return id === null ? 'a group' : { group: id }
}

const rule = (facts: Facts): Part => {
  const id = textOf(rowOf(facts).rule_id)
  return id === null ? 'a rule' : { rule: id }
}

const votes = (facts: Facts): string => {
  const needed = rowOf(facts).votes
  return needed === 1 ? '1 vote' : `${shownValue(needed)} votes`
}

const required = (facts: Facts): Part[] => [
  ...actor(facts),
  ' made ',
  rule(facts),
  ` require ${votes(facts)} of `,
  group(facts),
]

const swapped = (facts: Facts): Part[] => [
  ...[personIn(rowOf(facts), 'person_id'), ' on duty instead of ', personIn(rowOf(facts), 'instead_of')],
  ...[' in ', group(facts)],
]

/** Groups and rules: how many approvals a job needs. */
export const consentWords: WordList = {
  'approver_groups insert': {
    label: 'Group created',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` created the group ${quoted(facts)}`],
  },
  'approver_groups update': {
    label: 'Group changed',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` changed the group ${quoted(facts)}: ${changesInWords(facts)}`],
  },
  'approver_groups delete': {
    label: 'Group deleted',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` deleted the group ${quoted(facts)}`],
  },
  'group_members insert': {
    label: 'Member added to a group',
    icon: 'person',
    say: (facts) => [...actor(facts), ' added ', personIn(facts.is, 'person_id'), ' to ', group(facts)],
  },
  'group_members update': {
    label: 'Member of a group changed',
    icon: 'person',
    say: (facts) => [...actor(facts), ' changed a member of ', group(facts), `: ${changesInWords(facts)}`],
  },
  'group_members delete': {
    label: 'Member removed from a group',
    icon: 'person',
    say: (facts) => [...actor(facts), ' removed ', personIn(facts.was, 'person_id'), ' from ', group(facts)],
  },
  'group_rotas insert': {
    label: 'Rota created',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' created the rota of ', group(facts)],
  },
  'group_rotas update': {
    label: 'Rota changed',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' changed the rota of ', group(facts), `: ${changesInWords(facts)}`],
  },
  'group_rotas delete': {
    label: 'Rota removed',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' removed the rota of ', group(facts)],
  },
  'rota_swaps insert': {
    label: 'Swap added',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' put ', ...swapped(facts)],
  },
  'rota_swaps update': {
    label: 'Swap changed',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' changed a swap in ', group(facts), `: ${changesInWords(facts)}`],
  },
  'rota_swaps delete': {
    label: 'Swap removed',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' no longer has ', ...swapped(facts)],
  },
  'approval_rules insert': {
    label: 'Rule created',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` created the rule ${quoted(facts)}`],
  },
  'approval_rules update': {
    label: 'Rule changed',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` changed the rule ${quoted(facts)}: ${changesInWords(facts)}`],
  },
  'approval_rules delete': {
    label: 'Rule deleted',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` deleted the rule ${quoted(facts)}`],
  },
  'rule_versions insert': {
    label: 'Version of a rule',
    icon: 'rule',
    say: (facts) => {
      const { version, reason } = rowOf(facts)
      const why = textOf(reason) === null ? '' : ` (${shownValue(reason)})`
      return [...actor(facts), ` made version ${shownValue(version)} of `, rule(facts), why]
    },
  },
  'rule_versions update': {
    label: 'Version of a rule changed',
    icon: 'rule',
    say: (facts) => [...actor(facts), ' changed a version of ', rule(facts), `: ${changesInWords(facts)}`],
  },
  'rule_versions delete': {
    label: 'Version of a rule deleted',
    icon: 'rule',
    say: (facts) => [
      ...[...actor(facts), ` deleted version ${shownValue(rowOf(facts).version)} of `],
      rule(facts),
    ],
  },
  'rule_seats insert': { label: 'Additional approvals required', icon: 'rule', say: required },
  'rule_seats update': { label: 'Additional approvals changed', icon: 'rule', say: required },
  'rule_seats delete': {
    label: 'Additional approvals no longer required',
    icon: 'rule',
    say: (facts) => [...actor(facts), ' ended the requirement of ', group(facts), ' in ', rule(facts)],
  },
}
