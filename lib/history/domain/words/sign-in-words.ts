import {
  actor,
  by,
  changedFields,
  code,
  owner,
  type Part,
  personIn,
  type WordList,
} from '@/lib/history/domain/facts'
import type { JsonObject } from '@/lib/kernel/json/json'

const isPassword = (row: JsonObject): boolean => row.provider_id === 'credential'

/** With which password or account at a provider who signs in. */
const account = (row: JsonObject): Part[] =>
  isPassword(row)
    ? ['the password of ', personIn(row, 'person_id')]
    : [
        ...['the account ', code(row.account_id), ' of ', personIn(row, 'person_id')],
        ...[' at ', code(row.provider_id)],
      ]

const provider = (row: JsonObject): Part[] => ['The sign-in provider ', code(row.issuer)]

/** What people sign in with: passwords, providers, second factors and passkeys. */
export const signInWords: WordList = {
  'password_resets insert': {
    label: 'Password reset offered',
    icon: 'key',
    say: (facts) => [...actor(facts), ' made a link to reset the password of ', owner(facts)],
  },
  'password_resets update': {
    label: 'Password reset renewed',
    icon: 'key',
    say: (facts) => [...actor(facts), ' renewed the link to reset the password of ', owner(facts)],
  },
  'password_resets delete': {
    label: 'Password reset used or withdrawn',
    icon: 'key',
    say: (facts) => [
      'The link to reset the password of ',
      owner(facts),
      ' was used or withdrawn',
      ...by(facts),
    ],
  },
  'accounts insert': {
    label: 'Way to sign in added',
    icon: 'key',
    say: (facts) =>
      isPassword(facts.is)
        ? ['The first password of ', owner(facts), ' was set', ...by(facts)]
        : [owner(facts), ' can now sign in with ', code(facts.is.provider_id), ...by(facts)],
  },
  'accounts delete': {
    label: 'Way to sign in removed',
    icon: 'key',
    say: (facts) =>
      isPassword(facts.was)
        ? ['The password of ', owner(facts), ' was removed', ...by(facts)]
        : [owner(facts), ' can no longer sign in with ', code(facts.was.provider_id), ...by(facts)],
  },
  'accounts update': {
    label: 'Password or way to sign in changed',
    icon: 'key',
    say: (facts) => {
      const changed = changedFields(facts)
      const isNew = changed.includes('secrets_sha256')
      if (['person_id', 'account_id', 'provider_id'].some((field) => changed.includes(field)))
        return [
          ...['A way to sign in was changed from ', ...account(facts.was), ' to ', ...account(facts.is)],
          ...(isNew && isPassword(facts.was) && isPassword(facts.is) ? [', which is another one'] : []),
          ...by(facts),
        ]
      return isNew
        ? ['The password of ', owner(facts), ' was changed', ...by(facts)]
        : ['A way to sign in of ', owner(facts), ' was changed', ...by(facts)]
    },
  },
  'role_providers insert': {
    label: 'Provider may add people',
    icon: 'key',
    say: (facts) => [...provider(facts.is), ' may now add people and give roles', ...by(facts)],
  },
  'role_providers update': {
    label: 'Provider that may add people changed',
    icon: 'key',
    say: (facts) => [
      ...[...provider(facts.is), ' may now add people and give roles, in the place of '],
      ...[code(facts.was.issuer), ...by(facts)],
    ],
  },
  'role_providers delete': {
    label: 'Provider may no longer add people',
    icon: 'key',
    say: (facts) => [...provider(facts.was), ' may no longer add people and give roles', ...by(facts)],
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
    say: (facts) => [owner(facts), ' can now sign in with the passkey ', code(facts.is.name), ...by(facts)],
  },
  'passkeys update': {
    label: 'Passkey changed',
    icon: 'key',
    say: (facts) => [
      ...['The passkey ', code(facts.was.name), ' of ', owner(facts), ' was changed'],
      ...by(facts),
    ],
  },
  'passkeys delete': {
    label: 'Passkey removed',
    icon: 'key',
    say: (facts) => [
      ...[owner(facts), ' can no longer sign in with the passkey ', code(facts.was.name)],
      ...by(facts),
    ],
  },
}
