import { by, code, type Facts, owner, type Part, type WordList } from '@/lib/history/domain/facts'

const key = ({ is, was }: Facts): Part => code(is.name ?? was.name)

/** The keys with which people sign what they decide. */
export const keyWords: WordList = {
  'consent_keys insert': {
    label: 'Signing key added',
    icon: 'key',
    say: (facts) => [
      ...[owner(facts), ' can now sign decisions with the key ', key(facts), ', '],
      ...[code(facts.is.key), ...by(facts)],
    ],
  },
  'consent_keys update': {
    label: 'Signing key revoked or changed',
    icon: 'key',
    say: (facts) =>
      facts.is.revoked_at !== null && facts.was.revoked_at === null
        ? [
            owner(facts),
            ' no longer signs decisions with the key ',
            key(facts),
            ': it was revoked',
            ...by(facts),
          ]
        : ['The signing key ', key(facts), ' of ', owner(facts), ' was changed', ...by(facts)],
  },
  'consent_keys delete': {
    label: 'Signing key deleted',
    icon: 'key',
    say: (facts) => ['The signing key ', key(facts), ' of ', owner(facts), ' was deleted', ...by(facts)],
  },
}
