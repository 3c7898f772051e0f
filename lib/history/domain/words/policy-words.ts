import {
  actor,
  by,
  type Facts,
  owner,
  type Part,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'
import { isJsonObject } from '@/lib/kernel/json/json'

const named = (facts: Facts): string => `“${shownValue(rowOf(facts).name)}”`

/** Revisions do not repeat the name of their policy. */
const revision = (facts: Facts): Part[] => {
  const { policy_id, revision: number, signed } = rowOf(facts)
  const said = isJsonObject(signed) && isJsonObject(signed.policy) ? signed.policy : {}
  return [
    `revision ${shownValue(number)} of the policy `,
    { code: shownValue(policy_id) },
    ` about ${shownValue(said.task)}`,
  ]
}

/** What owners approve beforehand. */
export const policyWords: WordList = {
  'policies insert': {
    label: 'Policy added',
    icon: 'vote',
    say: (facts) => [owner(facts), ` began the policy ${named(facts)}`, ...by(facts)],
  },
  'policies update': {
    label: 'Policy renamed',
    icon: 'vote',
    say: (facts) => [
      ...actor(facts),
      ` renamed the policy “${shownValue(facts.was.name)}” to ${named(facts)}`,
    ],
  },
  'policies delete': {
    label: 'Policy deleted',
    icon: 'vote',
    say: (facts) => ['The policy ', `${named(facts)} of `, owner(facts), ' was deleted', ...by(facts)],
  },
  'policy_revisions insert': {
    label: 'Policy signed',
    icon: 'vote',
    say: (facts) => [...actor(facts), ' signed ', ...revision(facts), ', which approves beforehand'],
  },
  'policy_revisions update': {
    label: 'Policy ended or replaced',
    icon: 'vote',
    say: (facts) =>
      textOf(facts.is.ended_at) !== null && textOf(facts.was.ended_at) === null
        ? [...actor(facts), ' ended ', ...revision(facts)]
        : [...actor(facts), ' changed ', ...revision(facts)],
  },
  'policy_revisions delete': {
    label: 'Policy revision deleted',
    icon: 'vote',
    say: (facts) => ['The ', ...revision(facts), ' was deleted', ...by(facts)],
  },
}
