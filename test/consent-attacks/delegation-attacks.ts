import { at, delegationOf, voteOf } from '@/test/consent-signing'
import type { Given } from '@/test/malicious-server'
import { anna, ben, dora, keys, pins } from '@/test/signed-job'
import { type Attack, beside, byAnna, document, elsewhere, stranger } from './given'

const doras = { person: dora, keys: [keys.dora.pinned] }
const byDora = voteOf(document, dora, keys.dora)
/** Dora has signed instead of Ben, with this delegation. */
const delegated = (delegation: unknown, given: Given = {}): Attack =>
  beside({ votes: [byAnna, byDora], delegations: [delegation] }, given)

/** What is wrong with the delegations; its code; what is handed out. */
export const delegationAttacks: [string, string, () => Attack][] = [
  [
    'a delegation that it made itself',
    'key_unknown',
    () => delegated(delegationOf({ person: ben, key: keys.stranger }, doras)),
  ],
  [
    'a delegation with the signature of another',
    'signature_bad',
    () =>
      delegated({ ...delegationOf({ person: ben, key: keys.stranger }, doras), key: keys.ben.pinned.key }),
  ],
  [
    'a delegation that has ended',
    'key_unknown',
    () => delegated(delegationOf({ person: ben, key: keys.ben }, doras, { until: at(-60) })),
  ],
  [
    'a delegation that begins later',
    'key_unknown',
    () => delegated(delegationOf({ person: ben, key: keys.ben }, doras, { starts: at(1) })),
  ],
  [
    'a delegation for another node',
    'key_unknown',
    () => delegated(delegationOf({ person: ben, key: keys.ben }, doras, { node: elsewhere })),
  ],
  [
    'a delegation that was made longer',
    'signature_bad',
    () => {
      const short = delegationOf({ person: ben, key: keys.ben }, doras, { until: at(-60) })
      return delegated({ ...short, delegation: { ...short.delegation, until: at(600) } })
    },
  ],
  [
    'a delegation where the node allows none',
    'key_unknown',
    () =>
      delegated(delegationOf({ person: ben, key: keys.ben }, doras), {
        pins: { ...pins, delegation: false },
      }),
  ],
  [
    'a delegation by a delegate',
    'key_unknown',
    () =>
      beside({
        votes: [byAnna, voteOf(document, stranger, keys.stranger)],
        delegations: [
          delegationOf({ person: ben, key: keys.ben }, doras),
          delegationOf({ person: dora, key: keys.dora }, { person: stranger, keys: [keys.stranger.pinned] }),
        ],
      }),
  ],
  [
    'an owner and their own delegate as two',
    'quorum',
    () =>
      beside({
        votes: [byAnna, byDora],
        delegations: [delegationOf({ person: anna, key: keys.anna }, doras)],
      }),
  ],
]
