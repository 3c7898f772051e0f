import {
  actor,
  changesInWords,
  type Facts,
  owner,
  type Part,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'
import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

const named = (facts: Facts): string => `“${shownValue(rowOf(facts).name)}”`

const memberOf = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(value) ? value[name] : undefined

/** `version 2 of a policy for restart_service`: its name is in the entry about the policy itself. */
function theRevision(facts: Facts): Part[] {
  const { revision, signed } = rowOf(facts)
  const task = memberOf(memberOf(signed, 'policy'), 'task')
  return [`version ${shownValue(revision)} of a policy for `, { code: shownValue(task) }]
}

function revisionChange(facts: Facts): Part[] {
  const ended = textOf(facts.is.ended_at) !== null && textOf(facts.was.ended_at) === null
  return ended
    ? [...actor(facts), ' ended ', ...theRevision(facts)]
    : [...actor(facts), ' changed ', ...theRevision(facts), `: ${changesInWords(facts)}`]
}

/** What owners approve beforehand. */
export const policyWords: WordList = {
  'policies insert': {
    label: 'Policy created',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` created the policy ${named(facts)} of `, owner(facts)],
  },
  'policies update': {
    label: 'Policy renamed',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` changed the policy ${named(facts)}: ${changesInWords(facts)}`],
  },
  'policies delete': {
    label: 'Policy deleted',
    icon: 'rule',
    say: (facts) => [...actor(facts), ` deleted the policy ${named(facts)}`],
  },
  'policy_revisions insert': {
    label: 'Policy signed',
    icon: 'key',
    say: (facts) => [...actor(facts), ' signed ', ...theRevision(facts)],
  },
  'policy_revisions update': { label: 'Policy ended', icon: 'key', say: revisionChange },
  'policy_revisions delete': {
    label: 'Policy version deleted',
    icon: 'key',
    say: (facts) => [...actor(facts), ' deleted ', ...theRevision(facts)],
  },
}
