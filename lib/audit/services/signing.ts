import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'
import { signedText } from '@/lib/audit/domain/log'
import { didOfKey, keyOfDid } from '@/lib/kernel/did/did-key'

/** The key that signs checkpoints; `did` is its public half as did:key. */
export type CheckpointKey = { did: string; sign(checkpointHash: string): string }

/** The DER prefixes of an Ed25519 private and public key (RFC 8410), before the 32 bytes of the key. */
const privateDer = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicDer = Buffer.from('302a300506032b6570032100', 'hex')

/** Derives the key from the installation's secret by HKDF-SHA-256, so that it is never in the database. */
export function checkpointKey(secret: string): CheckpointKey {
  // Keeps the former word for checkpoints: with another one, each installation would have another key.
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'hakim audit seals 1', 32))
  const key = createPrivateKey({ key: Buffer.concat([privateDer, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    did: didOfKey(raw),
    sign: (checkpointHash) => sign(null, Buffer.from(signedText(checkpointHash)), key).toString('hex'),
  }
}

/** Whether one of these keys (did:key) signed the checkpoint with this hash. Throws if a DID is not an Ed25519 did:key. */
export function signatureCheck(
  dids: readonly string[],
): (checkpointHash: string, signature: string) => boolean {
  const keys = dids.map((did) => {
    const raw = keyOfDid(did)
    if (!raw) throw new Error(`${did} is not the did:key of an Ed25519 key`)
    return createPublicKey({ key: Buffer.concat([publicDer, raw]), format: 'der', type: 'spki' })
  })
  return (checkpointHash, signature) => {
    const bytes = Buffer.from(signature, 'hex')
    return keys.some((key) => verify(null, Buffer.from(signedText(checkpointHash)), key, bytes))
  }
}
