import {
  actor,
  because,
  changedFields,
  changesInWords,
  type Facts,
  node,
  type Part,
  personIn,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

function nodeChange(facts: Facts): Part[] {
  const changed = changedFields(facts)
  const { was, is } = facts
  if (changed.includes('retired_at')) {
    const verb = is.retired_at === null ? ' restored ' : ' retired '
    return [...actor(facts), verb, node(facts), ...because(textOf(is.service_reason))]
  }
  if (changed.length === 1 && changed[0] === 'name')
    return [...actor(facts), ` renamed ${shownValue(was.name)} to `, node(facts)]
  if (changed.length === 1 && changed[0] === 'restricted')
    return facts.is.restricted === true
      ? [...actor(facts), ' restricted ', node(facts), ' to its owners and administrators']
      : [...actor(facts), ' showed ', node(facts), ' to everyone again']
  return [...actor(facts), ' changed ', node(facts), `: ${changesInWords(facts)}`]
}

function delegationChange(facts: Facts): Part[] {
  const both: Part[] = [personIn(facts.is, 'owner_id'), ' to ', personIn(facts.is, 'delegate_id')]
  if (textOf(facts.is.revoked_at) !== null && textOf(facts.was.revoked_at) === null)
    return [...actor(facts), ' ended the delegation from ', ...both, ' for ', node(facts)]
  return [
    ...actor(facts),
    ' changed the delegation from ',
    ...both,
    ' for ',
    node(facts),
    `: ${changesInWords(facts)}`,
  ]
}

const windowName = (facts: Facts): string => `“${shownValue(rowOf(facts).name)}”`

/** Nodes, and who has the say over them. */
export const nodeWords: WordList = {
  'nodes insert': {
    label: 'Node added',
    icon: 'node',
    say: (facts) => [
      ...actor(facts),
      ' added ',
      node(facts),
      ...(facts.is.restricted === true ? [' as a restricted node'] : []),
    ],
  },
  'nodes delete': {
    label: 'Node deleted',
    icon: 'node',
    say: (facts) => [...actor(facts), ' deleted ', node(facts)],
  },
  'nodes update': { label: 'Node changed', icon: 'node', say: nodeChange },
  'node_owners insert': {
    label: 'Owner added',
    icon: 'person',
    say: (facts) => [
      ...actor(facts),
      ' made ',
      personIn(facts.is, 'person_id'),
      ' an owner of ',
      node(facts),
    ],
  },
  'node_owners update': {
    label: 'Owner changed',
    icon: 'person',
    say: (facts) => [
      ...[...actor(facts), ' changed the ownership of ', node(facts)],
      `: ${changesInWords(facts)}`,
    ],
  },
  'node_owners delete': {
    label: 'Owner removed',
    icon: 'person',
    say: (facts) => [
      ...actor(facts),
      ' removed ',
      personIn(facts.was, 'person_id'),
      ' from the owners of ',
      node(facts),
    ],
  },
  'delegations insert': {
    label: 'Delegation made',
    icon: 'person',
    say: (facts) => [
      ...[...actor(facts), ' delegated ', node(facts), ' from ', personIn(facts.is, 'owner_id'), ' to '],
      ...[personIn(facts.is, 'delegate_id'), ` until ${shownValue(facts.is.valid_until)}`],
    ],
  },
  'delegations update': { label: 'Delegation ended or changed', icon: 'person', say: delegationChange },
  'delegations delete': {
    label: 'Delegation deleted',
    icon: 'person',
    say: (facts) => [
      ...['The delegation of ', node(facts), ' from ', personIn(facts.was, 'owner_id'), ' to '],
      ...[personIn(facts.was, 'delegate_id'), ' ended with the ownership behind it'],
    ],
  },
  'node_windows insert': {
    label: 'Maintenance window added',
    icon: 'clock',
    say: (facts) => [...actor(facts), ` added the maintenance window ${windowName(facts)} to `, node(facts)],
  },
  'node_windows update': {
    label: 'Maintenance window changed',
    icon: 'clock',
    say: (facts) => [
      ...[...actor(facts), ` changed the maintenance window ${windowName(facts)} of `, node(facts)],
      `: ${changesInWords(facts)}`,
    ],
  },
  'node_windows delete': {
    label: 'Maintenance window removed',
    icon: 'clock',
    say: (facts) => [
      ...actor(facts),
      ` removed the maintenance window ${windowName(facts)} from `,
      node(facts),
    ],
  },
}
