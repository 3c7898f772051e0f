import { actor, changesInWords, type Facts, type Icon, type Part, shownValue, type WordList } from './facts'
import { alertWords } from './words/alert-words'
import { auditWords } from './words/audit-words'
import { campaignWords } from './words/campaign-words'
import { changeWords } from './words/change-words'
import { consentWords } from './words/consent-words'
import { alarmingStatus } from './words/job-status-words'
import { jobWords } from './words/job-words'
import { keyWords } from './words/key-words'
import { nodeWords } from './words/node-words'
import { peopleWords } from './words/people-words'
import { policyWords } from './words/policy-words'
import { signInWords } from './words/sign-in-words'
import { wallWords } from './words/wall-words'

/** Every kind of event with its words, by subject: a new kind gets a line in the list of its subject. */
export const wordLists = {
  Jobs: jobWords,
  Campaigns: campaignWords,
  'People and tokens': peopleWords,
  'Ways to sign in': signInWords,
  'Signing keys': keyWords,
  Walls: wallWords,
  Nodes: nodeWords,
  'Rules and groups': consentWords,
  Policies: policyWords,
  'Changes that owners are asked about': changeWords,
  Alerts: alertWords,
  'Audit log': auditWords,
} as const satisfies Record<string, WordList>

const words: WordList = Object.assign({}, ...Object.values(wordLists))

export const isKnownKind = (kind: string): boolean => Object.hasOwn(words, kind)

export type Sentence = { parts: Part[]; icon: Icon; alarming: boolean }

/** An event in words; an unknown kind is shown as it came, an unreadable one says so. */
export function sentenceOf(facts: Facts): Sentence {
  const known = isKnownKind(facts.kind) ? words[facts.kind] : undefined
  if (known)
    return {
      ...{ parts: known.say(facts), icon: known.icon },
      alarming: known.alarming === true || alarmingStatus(facts),
    }
  if (facts.kind === '') return { parts: ['An entry that is not readable'], icon: 'alert', alarming: true }
  return {
    parts: [...actor(facts), ': ', { code: facts.kind }, asItCame(facts)],
    icon: 'rule',
    alarming: false,
  }
}

/** What an event without words of its own says. */
function asItCame(facts: Facts): string {
  if (Object.keys(facts.was).length + Object.keys(facts.is).length > 0) return ` (${changesInWords(facts)})`
  const { at: _at, kind: _kind, db_role: _role, actor_did: _actor, ...rest } = facts.body
  return Object.keys(rest).length > 0 ? ` (${shownValue(rest)})` : ''
}

/** Names of what sentences mention, by id or DID; people with their DID. */
export type Names = Record<'nodes' | 'groups' | 'rules', ReadonlyMap<string, string>> & {
  people: ReadonlyMap<string, { name: string; did: string }>
}

/** A sentence as text, for the API and for search. */
export const sentenceText = (parts: readonly Part[], names: Names): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part
      if ('person' in part) return names.people.get(part.person)?.name ?? part.name ?? part.person
      if ('node' in part) return names.nodes.get(part.node) ?? part.node
      if ('job' in part) return part.task
      if ('group' in part) return names.groups.get(part.group) ?? 'a deleted group'
      if ('rule' in part) return names.rules.get(part.rule) ?? 'a deleted rule'
      return part.code
    })
    .join('')
