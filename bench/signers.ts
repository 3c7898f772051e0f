import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { fromHex, toBase64url } from '@/lib/signing/domain/bytes'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import { signDigest, signerOf } from '@/lib/signing/domain/sign'
import type { Signature } from '@/lib/signing/domain/signature-form'

/** Somebody's key, and how it signs a digest (hex), which is the work of their own machine. */
export type BenchKey = {
  kind: 'ed25519' | 'p256' | 'passkey'
  pinned: PinnedKey
  sign: (digest: string) => Signature
}

const pairOf = (kind: BenchKey['kind']): KeyObject =>
  kind === 'ed25519'
    ? generateKeyPairSync('ed25519').privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

const rpId = 'hakim.example.org'
const origin = `https://${rpId}`
const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

/** Somebody is present (1) and verified (4). */
const flags = 5

/** What an authenticator and a browser make of a digest; `count` says how often it has signed. */
function assertionOf(privateKey: KeyObject, digest: string, count: number): Signature {
  const challenge = toBase64url(fromHex(digest))
  const clientData = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }),
  )
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(count)
  const authenticatorData = Buffer.concat([sha256(rpId), Buffer.from([flags]), counter])
  const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey)
  return {
    kind: 'passkey',
    assertion: {
      authenticator_data: authenticatorData.toString('base64url'),
      client_data_json: clientData.toString('base64url'),
      signature: signature.toString('base64url'),
    },
  }
}

export function benchKey(kind: BenchKey['kind']): BenchKey {
  const privateKey = pairOf(kind)
  const signer = signerOf(privateKey)
  const { did: key } = signer.publicKey
  if (kind !== 'passkey') return { kind, pinned: { key }, sign: (digest) => signDigest(signer, digest) }
  let count = 0
  return {
    kind,
    pinned: { key, rp_id: rpId, origins: [origin] },
    sign: (digest) => {
      count += 1
      return assertionOf(privateKey, digest, count)
    },
  }
}
