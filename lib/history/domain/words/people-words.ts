import {
  actor,
  because,
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

/** `, by <somebody>`, for what may happen without anybody who is named. */
const by = (facts: Facts): Part[] => (facts.actor === null ? [] : [', by ', { person: facts.actor }])

/** What a token is limited to; tokens from before scopes say nothing. */
const scopesOf = ({ is }: Facts): Part[] =>
  Array.isArray(is.scopes) && is.scopes.length > 0 ? [` (${is.scopes.map(shownValue).join(', ')})`] : []

/** Whose way to sign in it is; a passkey has a name of its own. */
const owner = ({ is, was }: Facts): Part =>
  personIn({ person_id: is.person_id ?? was.person_id ?? '' }, 'person_id')

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
  'password_resets insert': {
    label: 'Password reset offered',
    icon: 'key',
    say: (facts) => [
      ...actor(facts),
      ' made a link to reset the password of ',
      personIn(facts.is, 'person_id'),
    ],
  },
  'password_resets update': {
    label: 'Password reset renewed',
    icon: 'key',
    say: (facts) => [
      ...actor(facts),
      ' renewed the link to reset the password of ',
      personIn(facts.is, 'person_id'),
    ],
  },
  'password_resets delete': {
    label: 'Password reset used or withdrawn',
    icon: 'key',
    say: (facts) => [
      ...['The link to reset the password of ', personIn(facts.was, 'person_id'), ' was used or withdrawn'],
      ...by(facts),
    ],
  },
  'accounts insert': {
    label: 'Sign-in provider linked',
    icon: 'key',
    say: (facts) => [
      ...[
        personIn(facts.is, 'person_id'),
        ' can now sign in with ',
        { code: shownValue(facts.is.provider_id) },
      ],
      ...by(facts),
    ],
  },
  'accounts delete': {
    label: 'Sign-in provider removed',
    icon: 'key',
    say: (facts) => [
      ...[
        personIn(facts.was, 'person_id'),
        ' can no longer sign in with ',
        { code: shownValue(facts.was.provider_id) },
      ],
      ...by(facts),
    ],
  },
  'accounts update': {
    label: 'Password changed',
    icon: 'key',
    say: (facts) => ['The password of ', owner(facts), ' was changed', ...by(facts)],
  },
  'two_factors insert': {
    label: 'Second factor begun',
    icon: 'key',
    say: (facts) => ['A key for a second factor of ', owner(facts), ' was made', ...by(facts)],
  },
  'two_factors update': {
    label: 'Second factor or recovery codes changed',
    icon: 'key',
    say: (facts) => {
      if (facts.is.verified === false)
        return ['Another key for a second factor of ', owner(facts), ' was made', ...by(facts)]
      return facts.was.verified === false
        ? ['The second factor of ', owner(facts), ' was turned on', ...by(facts)]
        : ['A recovery code of ', owner(facts), ' was used, or the codes were replaced', ...by(facts)]
    },
  },
  'two_factors delete': {
    label: 'Second factor turned off',
    icon: 'key',
    say: (facts) => ['The second factor of ', owner(facts), ' was turned off', ...by(facts)],
  },
  'passkeys insert': {
    label: 'Passkey added',
    icon: 'key',
    say: (facts) => [
      owner(facts),
      ' can now sign in with the passkey ',
      { code: shownValue(facts.is.name) },
      ...by(facts),
    ],
  },
  'passkeys update': {
    label: 'Passkey changed',
    icon: 'key',
    say: (facts) => [
      'The passkey ',
      { code: shownValue(facts.was.name) },
      ' of ',
      owner(facts),
      ' was changed',
      ...by(facts),
    ],
  },
  'passkeys delete': {
    label: 'Passkey removed',
    icon: 'key',
    say: (facts) => [
      ...[owner(facts), ' can no longer sign in with the passkey ', { code: shownValue(facts.was.name) }],
      ...by(facts),
    ],
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
