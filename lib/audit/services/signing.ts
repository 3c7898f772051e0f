import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'
import { signedText } from '@/lib/audit/domain/log'
import { didOfKey, keyOfDid } from '@/lib/kernel/did/did-key'

/** What seals are signed with; `did` is the public key as did:key. */
export type SealingKey = { did: string; sign(sealHash: string): string }

/** The DER of an Ed25519 private key (RFC 8410) up to its 32 bytes, and the same of a public key. */
const privateDer = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicDer = Buffer.from('302a300506032b6570032100', 'hex')

/** Derives the key by HKDF-SHA-256 from the secret of the installation, so that it is never in the database. */
export function sealingKey(secret: string): SealingKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'hakim audit seals 1', 32))
  const key = createPrivateKey({ key: Buffer.concat([privateDer, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    did: didOfKey(raw),
    sign: (sealHash) => sign(null, Buffer.from(signedText(sealHash)), key).toString('hex'),
  }
}

/** Whether a signature of a seal with this hash is one of these keys (did:key). Throws on a did that is no such key. */
export function signatureCheck(dids: readonly string[]): (sealHash: string, signature: string) => boolean {
  const keys = dids.map((did) => {
    const raw = keyOfDid(did)
    if (!raw) throw new Error(`${did} is not the did:key of an Ed25519 key`)
    return createPublicKey({ key: Buffer.concat([publicDer, raw]), format: 'der', type: 'spki' })
  })
  return (sealHash, signature) => {
    const bytes = Buffer.from(signature, 'hex')
    return keys.some((key) => verify(null, Buffer.from(signedText(sealHash)), key, bytes))
  }
}
