import {
  actor,
  because,
  by,
  changedFields,
  changesInWords,
  type Facts,
  type Part,
  personIn,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

const personOf = ({ is, was }: Facts): Part => personIn('id' in is ? is : was, 'id')

function personChange(facts: Facts): Part[] {
  const changed = changedFields(facts)
  const [only] = changed
  const { was, is } = facts
  const reason = because(textOf(is.state_reason))
  if (changed.includes('erased_at')) return [...actor(facts), ' erased ', personOf(facts)]
  if (changed.includes('disabled_at'))
    return [...actor(facts), is.disabled_at === null ? ' enabled ' : ' disabled ', personOf(facts), ...reason]
  if (changed.length === 1 && only === 'role')
    return [
      ...[...actor(facts), ' changed the role of ', personOf(facts)],
      ` from ${shownValue(was.role)} to ${shownValue(is.role)}`,
    ]
  return [...actor(facts), ' changed ', personOf(facts), `: ${changesInWords(facts)}`]
}

/** What a token is limited to; tokens from before scopes say nothing. */
const scopesOf = ({ is }: Facts): Part[] =>
  Array.isArray(is.scopes) && is.scopes.length > 0 ? [` (${is.scopes.map(shownValue).join(', ')})`] : []

/** Whose token it is: of a person or of a node's agent. */
function holder({ is, was }: Facts): Part[] {
  const token = 'token_id' in is ? is : was
  const nodeDid = textOf(token.node_did)
  return nodeDid === null ? [personIn(token, 'person_id')] : ['the agent of ', { node: nodeDid }]
}

function tokenChange(facts: Facts): Part[] {
  const { was, is } = facts
  if (textOf(is.revoked_at) !== null && textOf(was.revoked_at) === null)
    return [...actor(facts), ' revoked a token of ', ...holder(facts)]
  return [...actor(facts), ' changed a token of ', ...holder(facts), `: ${changesInWords(facts)}`]
}

/** People and their tokens. */
export const peopleWords: WordList = {
  'people insert': {
    label: 'Person added',
    icon: 'person',
    say: (facts) => [...actor(facts), ' added ', personOf(facts), ` as ${shownValue(facts.is.role)}`],
  },
  'people update': { label: 'Person changed', icon: 'person', say: personChange },
  'people delete': {
    label: 'Person deleted',
    icon: 'alert',
    alarming: true,
    say: (facts) => [...actor(facts), ' deleted ', personOf(facts), ' from the database'],
  },
  'invitations insert': {
    label: 'Person invited',
    icon: 'person',
    say: (facts) => [...actor(facts), ` invited somebody as ${shownValue(facts.is.role)}`],
  },
  'invitations update': {
    label: 'Invitation renewed',
    icon: 'person',
    say: (facts) => [...actor(facts), ` invited somebody again as ${shownValue(facts.is.role)}`],
  },
  'invitations delete': {
    label: 'Invitation used or withdrawn',
    icon: 'person',
    say: (facts) => ['An invitation as ', shownValue(facts.was.role), ' was used or withdrawn', ...by(facts)],
  },
  'sessions ended': {
    label: 'Sessions ended',
    icon: 'key',
    say: (facts) => [
      ...[
        ...actor(facts),
        ` ended ${facts.body.sessions === 1 ? '1 session' : `${shownValue(facts.body.sessions)} sessions`} of `,
      ],
      personIn(facts.body, 'person_did'),
    ],
  },
  'person exported': {
    label: 'Personal data exported',
    icon: 'person',
    say: (facts) => [...actor(facts), ' exported what is kept about ', personIn(facts.body, 'person_did')],
  },
  'tokens insert': {
    label: 'Token created',
    icon: 'key',
    say: (facts) => [
      ...[...actor(facts), ' created a token', ...scopesOf(facts), ' for ', ...holder(facts)],
      ...(textOf(facts.is.replaces) ? [' in the place of another'] : []),
      textOf(facts.is.expires_at)
        ? `, valid until ${shownValue(facts.is.expires_at)}`
        : ', without an expiry',
    ],
  },
  'tokens update': { label: 'Token changed or revoked', icon: 'key', say: tokenChange },
  'tokens delete': {
    label: 'Token deleted',
    icon: 'key',
    say: (facts) => [...actor(facts), ' deleted a token of ', ...holder(facts)],
  },
}
