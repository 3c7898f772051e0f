import { fromBase64url, fromHex } from './bytes'
import { readDidKey } from './did-key'
import { checkAssertion, claimedParty, type PasskeyProblem, type RelyingParty } from './passkey'
import type { PinnedKey } from './pinned-key'
import { rawSignatureProblem } from './raw-signature'
import type { Signature } from './signature-form'

/** Why a signature is not genuine. */
const signatureProblems = {
  key: 'The key is not a did:key of Ed25519 or P-256.',
  kind: 'The kind of the signature is not that of its key.',
  malformed: 'The signature does not have the form of its kind.',
  out_of_range: 'A number of the signature is out of its range.',
  high_s: 'The signature is not in its one form: s must be in its lower half.',
  does_not_verify: 'The signature is not of this key over this content.',
  ceremony: 'The passkey was not asked to sign (webauthn.get).',
  challenge: 'The passkey signed something else.',
  origin: 'The passkey signed on a page that is not one of its own.',
  cross_origin: 'The passkey signed inside a page of another site.',
  relying_party: 'The passkey signed for another relying party.',
  not_present: 'The passkey signed without anybody present.',
  not_verified: 'The passkey signed without checking who was there (finger, face or PIN).',
} as const satisfies Record<PasskeyProblem | 'key' | 'kind', string>
type SignatureProblem = keyof typeof signatureProblems

/** `counter`: of a passkey, how often it says that it has signed. */
export type SignatureCheck =
  | { ok: true; counter: number | null }
  | { ok: false; code: SignatureProblem; message: string }

const refuse = (code: SignatureProblem, seen = ''): SignatureCheck => {
  const shown = seen === '' ? '' : ` It says ${JSON.stringify(seen.slice(0, 200))}.`
  return { ok: false, code, message: signatureProblems[code] + shown }
}

function check(value: Signature, digest: string, did: string, party: RelyingParty | null): SignatureCheck {
  const read = readDidKey(did)
  if (!read.ok) return refuse('key')
  if (value.kind === 'passkey') {
    const used = party ?? claimedParty(value.assertion)
    if (!used) return refuse('relying_party')
    const checked = checkAssertion(value.assertion, digest, read.key, used)
    return checked.ok ? checked : refuse(checked.code, checked.seen)
  }
  if (value.kind !== read.key.curve) return refuse('kind')
  const bytes = fromBase64url(value.value)
  if (!bytes) return refuse('malformed')
  const problem = rawSignatureProblem(read.key, fromHex(digest), bytes, false)
  return problem ? refuse(problem) : { ok: true, counter: null }
}

/**
 * Whether a signature is of this key over a digest (hex). A passkey's key signs as a passkey for its relying party, any other
 * key signs the digest directly.
 */
export function checkSignature(value: Signature, digest: string, pinned: PinnedKey): SignatureCheck {
  const party = 'rp_id' in pinned ? pinned : null
  if ((value.kind === 'passkey') !== (party !== null)) return refuse('kind')
  return check(value, digest, pinned.key, party)
}

/**
 * The same where nobody has said what kind of key it is and for which pages it signs: a passkey is believed for whom it
 * signed. Whether the key counts is another question.
 */
export const checkClaimedSignature = (value: Signature, digest: string, did: string): SignatureCheck =>
  check(value, digest, did, null)
