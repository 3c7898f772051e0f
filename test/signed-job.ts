import type { Pins } from '@/lib/signing/domain/pins'
import { type ConsentCase, verifyConsent } from '@/lib/signing/domain/verify-consent'
import { caseOf, documentOf, node, passkey, plainKey, voteOf } from './consent-signing'

/** A node of three owners, of whom two must approve, and a job that two of them have signed. */

export const anna = 'did:web:example.org:anna'
export const ben = 'did:web:example.org:ben'
export const dora = 'did:web:example.org:dora'
export const rita = 'did:web:example.org:rita'
export const keys = {
  anna: plainKey('ed25519'),
  annaToo: plainKey('p256'),
  ben: passkey(),
  dora: plainKey('p256'),
  rita: plainKey('ed25519'),
  emergency: passkey('ed25519'),
  stranger: plainKey('ed25519'),
}

export const pins: Pins = {
  node,
  required: 2,
  owners: [
    { person: anna, keys: [keys.anna.pinned, keys.annaToo.pinned] },
    { person: ben, keys: [keys.ben.pinned] },
    { person: rita, keys: [keys.rita.pinned] },
  ],
  delegation: true,
  emergency: { required: 1, keys: [{ person: dora, ...keys.emergency.pinned }] },
}
export const document = documentOf()
export const byAnna = voteOf(document, anna, keys.anna)
export const byBen = voteOf(document, ben, keys.ben)
export const both = caseOf(document, { pins, votes: [byAnna, byBen] })

/** The verdict on that job, changed: `ok owners`, or the code of its refusal. */
export const codeOf = (other: Partial<ConsentCase>): string => {
  const verdict = verifyConsent({ ...both, ...other })
  return verdict.ok ? `ok ${verdict.by}` : verdict.code
}
