import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { fromBase64url, fromHex, toBase64url } from '@/lib/signing/domain/bytes'
import { keyOfJwk } from '@/lib/signing/domain/did-key'
import type { Signature } from '@/lib/signing/domain/signature-form'

/** A passkey that was enrolled for signing decisions. */
export type SigningPasskey = { credential_id: string; rp_id: string }

/** Whether this page is one that the passkey signs for. */
export const isOfThisPage = ({ rp_id }: SigningPasskey): boolean =>
  location.hostname === rp_id || location.hostname.endsWith(`.${rp_id}`)

/** Asks one of these passkeys to sign a digest (hex), after its device has checked who is there. */
export async function signWithPasskey(
  passkeys: readonly SigningPasskey[],
  digest: string,
): Promise<{ credentialId: string; signature: Signature }> {
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: toBase64url(fromHex(digest)),
      rpId: passkeys[0]?.rp_id ?? location.hostname,
      allowCredentials: passkeys.map(({ credential_id }) => ({ id: credential_id, type: 'public-key' })),
      userVerification: 'required',
    },
  })
  return {
    credentialId: id,
    signature: {
      kind: 'passkey',
      assertion: {
        authenticator_data: response.authenticatorData,
        client_data_json: response.clientDataJSON,
        signature: response.signature,
      },
    },
  }
}

const random = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(32)))

/** The did:key of a public key as a browser gives it. */
async function didOf(spki: string, algorithm: number): Promise<string> {
  const data = fromBase64url(spki)
  if (!data) throw new Error('The browser gave no public key')
  const kind = algorithm === -8 ? 'Ed25519' : { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('spki', data, kind, true, ['verify'])
  const read = keyOfJwk(await crypto.subtle.exportKey('jwk', key))
  if (!read.ok) throw new Error(`The passkey has a key that ${read.message}`)
  return read.key.did
}

/**
 * Makes a passkey for decisions alone: another credential, of another user, than one for signing in. Returns its did:key.
 */
export async function makeSigningPasskey(name: string): Promise<SigningPasskey & { key: string }> {
  const rpId = location.hostname
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: random(),
      rp: { id: rpId, name: 'Hakim decisions' },
      user: { id: random(), name: `Decisions: ${name}`, displayName: `Decisions: ${name}` },
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -8 },
      ],
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      attestation: 'none',
    },
  })
  const key = await didOf(response.publicKey ?? '', response.publicKeyAlgorithm ?? 0)
  return { key, credential_id: id, rp_id: rpId }
}
