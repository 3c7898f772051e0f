import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import { listOf, statementDigest } from '@/lib/signing/domain/statement-digest'
import { at, voteOf } from '@/test/consent-signing'
import { archive, archiveDocument, documentOfferOf, handed } from '@/test/malicious-server'
import { anna, ben, dora, keys, pins, rita } from '@/test/signed-job'
import { type Attack, beside, byAnna, byBen, document, offering, otherJob, stranger } from './given'

const votes = (...list: unknown[]): Attack => beside({ votes: list })
/** Another document with the votes for the one that was signed. */
const swapped = (other: Partial<ApprovalDocument>): Attack => ({
  job: handed({ ...document, ...other }, [byAnna, byBen]),
})
const byPasskey = (ceremony: Parameters<typeof keys.ben.signAt>[1]) => ({
  ...byBen,
  signature: keys.ben.signAt(statementDigest(byBen.statement), ceremony),
})
const withoutBen: Pins = { ...pins, owners: pins.owners.filter(({ person }) => person !== ben) }
const benAgain: Pins = {
  ...withoutBen,
  owners: [...withoutBen.owners, { person: ben, keys: [keys.stranger.pinned] }],
}

/** What is wrong with the votes or delegations; its code; what is handed out. */
export const voteAttacks: [string, string, () => Attack][] = [
  ['the votes of the revision before', 'signature_bad', () => swapped({ revision: 3 })],
  ['the votes of another job', 'signature_bad', () => swapped({ job_id: otherJob })],
  ['the votes for another requester', 'signature_bad', () => swapped({ requester: stranger })],
  ['the votes for other parameters', 'signature_bad', () => swapped({ params: { days: 1 } })],
  ['the votes for another window', 'signature_bad', () => swapped({ window: null })],
  ['the votes for the same with another nonce', 'signature_bad', () => swapped({ nonce: 'A'.repeat(22) })],
  ['nobody’s votes', 'quorum', () => votes()],
  ['one vote of two', 'quorum', () => votes(byAnna)],
  ['the same vote twice', 'quorum', () => votes(byAnna, byAnna)],
  ['two keys of one person', 'quorum', () => votes(byAnna, voteOf(document, anna, keys.annaToo))],
  [
    'an approval that was withdrawn',
    'quorum',
    () => votes(byAnna, byBen, voteOf(document, ben, keys.ben, { decision: 'withdraw', decided_at: at(-1) })),
  ],
  [
    'a rejection as if it approved',
    'quorum',
    () => votes(byAnna, voteOf(document, ben, keys.ben, { decision: 'reject' })),
  ],
  [
    'a rejection that was rewritten',
    'signature_bad',
    () => {
      const no = voteOf(document, ben, keys.ben, { decision: 'reject' })
      return votes(byAnna, { ...no, statement: { ...no.statement, decision: 'approve' } })
    },
  ],
  ['the requester’s own vote', 'own_request', () => votes(byAnna, voteOf(document, rita, keys.rita))],
  [
    'a key of the server in an owner’s name',
    'key_unknown',
    () => votes(byAnna, voteOf(document, ben, keys.stranger)),
  ],
  [
    'an owner’s key in another owner’s name',
    'key_unknown',
    () => votes(byAnna, voteOf(document, ben, keys.annaToo)),
  ],
  ['a stranger’s vote', 'key_unknown', () => votes(byAnna, byBen, voteOf(document, stranger, keys.stranger))],
  [
    'pins of its own, and votes that fit them',
    'key_unknown',
    () =>
      beside({
        ...{ consent: { ...benAgain, required: 1 }, pins: benAgain, required: 1 },
        votes: [byAnna, voteOf(document, ben, keys.stranger)],
      }),
  ],
  ['a vote of an owner who is no longer pinned', 'key_unknown', () => beside({}, { pins: withoutBen })],
  ['a vote with a key that was replaced', 'key_unknown', () => beside({}, { pins: benAgain })],
  [
    'a key for emergencies in an owner’s name',
    'key_unknown',
    () => votes(byAnna, voteOf(document, ben, keys.emergency)),
  ],
  [
    'an approval with a key for emergencies that was not one without the owners',
    'key_unknown',
    () => votes(voteOf(document, dora, keys.emergency)),
  ],
  [
    'an owner’s vote as if it were an emergency',
    'key_unknown',
    () => votes(byAnna, voteOf(document, ben, keys.ben, { decision: 'emergency' })),
  ],
  [
    'an emergency in a list',
    'signature_bad',
    () => votes(voteOf(document, dora, keys.emergency, { decision: 'emergency' }, (own) => listOf([own]))),
  ],
  [
    'an emergency that its holder has withdrawn',
    'quorum',
    () =>
      votes(
        voteOf(document, dora, keys.emergency, { decision: 'emergency' }),
        voteOf(document, dora, keys.emergency, { decision: 'withdraw', decided_at: at(-1) }),
      ),
  ],
  [
    'two signatures exchanged',
    'signature_bad',
    () => votes({ ...byAnna, signature: byBen.signature }, { ...byBen, signature: byAnna.signature }),
  ],
  [
    'a signature that was cut off',
    'signature_bad',
    () => votes({ ...byAnna, signature: { kind: 'ed25519', value: 'AAAA' } }, byBen),
  ],
  [
    'a signature of zeros',
    'signature_bad',
    () => votes({ ...byAnna, signature: { kind: 'ed25519', value: 'A'.repeat(86) } }, byBen),
  ],
  ['a vote without a signature', 'signature_bad', () => votes({ ...byAnna, signature: null }, byBen)],
  ['a vote with one member more', 'signature_bad', () => votes({ ...byAnna, counts: 2 }, byBen)],
  [
    'a vote from tomorrow',
    'signature_bad',
    () => votes(byAnna, voteOf(document, ben, keys.ben, { decided_at: at(1_440) })),
  ],
  [
    'a passkey on its own page',
    'signature_bad',
    () => votes(byAnna, byPasskey({ origin: 'https://hakim.evil.example' })),
  ],
  [
    'a passkey at another port',
    'signature_bad',
    () => votes(byAnna, byPasskey({ origin: 'https://hakim.example.org:8443' })),
  ],
  ['a passkey inside its own page', 'signature_bad', () => votes(byAnna, byPasskey({ crossOrigin: true }))],
  [
    'a passkey for another relying party',
    'signature_bad',
    () => votes(byAnna, byPasskey({ rpId: 'example.org' })),
  ],
  ['a passkey of whoever holds it', 'signature_bad', () => votes(byAnna, byPasskey({ verified: false }))],
  [
    'the answer of signing in with a passkey',
    'signature_bad',
    () => votes(byAnna, byPasskey({ challenge: 'A'.repeat(43) })),
  ],
  [
    'a list that does not have this job',
    'signature_bad',
    () =>
      votes(
        byAnna,
        voteOf(document, ben, keys.ben, {}, (own) => listOf([{ ...own, document: 'a'.repeat(64) }])),
      ),
  ],
  [
    'a list in another order',
    'signature_bad',
    () =>
      votes(
        byAnna,
        voteOf(document, ben, keys.ben, {}, (own) => {
          const { version, statements } = listOf([own, { ...own, document: 'a'.repeat(64) }])
          return { version, statements: [...statements].reverse() }
        }),
      ),
  ],
  [
    'a job of high risk out of a list',
    'signature_bad',
    () => {
      const risky = archiveDocument({ offer: documentOfferOf({ ...archive, risk: 'high' }) })
      const listed = [anna, ben].map((person) =>
        voteOf(risky, person, person === anna ? keys.anna : keys.ben, {}, (own) => listOf([own])),
      )
      return { job: handed(risky, listed), ...offering({ risk: 'high' }) }
    },
  ],
]
