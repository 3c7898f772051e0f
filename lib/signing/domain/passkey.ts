import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { fromBase64url, fromHex, sameBytes, toBase64url } from './bytes'
import { rawOfDer } from './der'
import type { PublicKey } from './did-key'
import type { PinnedKey } from './pinned-key'
import { type RawProblem, rawSignatureProblem } from './raw-signature'
import type { Assertion } from './signature-form'
import { parseLossless } from './strict'

/** For whom an authenticator signs. */
export type RelyingParty = { rp_id: string; origins: readonly string[] }

export type PasskeyProblem =
  | RawProblem
  | 'malformed'
  | 'ceremony'
  | 'challenge'
  | 'origin'
  | 'cross_origin'
  | 'relying_party'
  | 'not_present'
  | 'not_verified'

type PasskeyCheck = { ok: true; counter: number } | { ok: false; code: PasskeyProblem; seen: string }

/** Browsers may add members. */
const clientDataForm = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
})

const utf8 = new TextEncoder()

function clientDataOf({ client_data_json }: Assertion): z.infer<typeof clientDataForm> | null {
  try {
    const bytes = fromBase64url(client_data_json) ?? new Uint8Array()
    const json = parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return json.ok ? (clientDataForm.safeParse(json.value).data ?? null) : null
  } catch {
    return null
  }
}

const rpIdHash = (rpId: string): Uint8Array => sha256(utf8.encode(rpId))

/**
 * The relying party that an assertion says it was made for, where nobody has said which it must be: the page's host, or the
 * domain above it whose hash the authenticator signed. Null if there is none.
 */
export function claimedParty(value: Assertion): RelyingParty | null {
  const authenticatorData = fromBase64url(value.authenticator_data)
  const clientData = clientDataOf(value)
  if (!authenticatorData || !clientData || !URL.canParse(clientData.origin)) return null
  const { origin } = clientData
  const labels = new URL(origin).hostname.split('.')
  const signed = authenticatorData.subarray(0, 32)
  const rpId = labels
    .map((_, index) => labels.slice(index).join('.'))
    .find((name) => name !== '' && sameBytes(rpIdHash(name), signed))
  return rpId === undefined ? null : { rp_id: rpId, origins: [origin] }
}

const userPresent = 1
const userVerified = 4

/**
 * Verifies a WebAuthn assertion (Level 3, §7.2) whose challenge is a digest. Authenticators count their signatures: a
 * `counter` that went down is for the caller to show.
 * @param digest in hex
 */
export function checkAssertion(
  value: Assertion,
  digest: string,
  key: PublicKey,
  party: RelyingParty | Extract<PinnedKey, { rp_id: string }>,
): PasskeyCheck {
  const refuse = (code: PasskeyProblem, seen = ''): PasskeyCheck => ({ ok: false, code, seen })
  const authenticatorData = fromBase64url(value.authenticator_data)
  const written = fromBase64url(value.signature)
  const clientData = clientDataOf(value)
  const signature = written && (key.curve === 'p256' ? rawOfDer(written) : written)
  if (!clientData || !signature || !authenticatorData || authenticatorData.length < 37)
    return refuse('malformed')
  if (clientData.type !== 'webauthn.get') return refuse('ceremony', clientData.type)
  if (clientData.challenge !== toBase64url(fromHex(digest))) return refuse('challenge', clientData.challenge)
  if (!party.origins.includes(clientData.origin)) return refuse('origin', clientData.origin)
  if (clientData.crossOrigin === true) return refuse('cross_origin')
  if (!sameBytes(authenticatorData.subarray(0, 32), rpIdHash(party.rp_id))) return refuse('relying_party')
  const flags = authenticatorData[32] ?? 0
  if (!(flags & userPresent)) return refuse('not_present')
  if (!(flags & userVerified)) return refuse('not_verified')
  const clientBytes = fromBase64url(value.client_data_json) ?? new Uint8Array()
  const signed = Uint8Array.from([...authenticatorData, ...sha256(clientBytes)])
  const problem = rawSignatureProblem(key, signed, signature, true)
  if (problem) return refuse(problem)
  return { ok: true, counter: new DataView(authenticatorData.buffer).getUint32(33) }
}
