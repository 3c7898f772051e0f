import { createHash, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { didOfKey } from '@/lib/kernel/did/did-key'
import { inTurn } from './hash-queue'

/** argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane). */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, argon))

export const verifyPassword = (hashed: string, password: string): Promise<boolean> =>
  inTurn(() => verify(hashed, password))

/** 256 random bits; shown once, stored only as SHA-256. */
export const newToken = (): string => `hk_${randomBytes(32).toString('base64url')}`

export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest()

export const sameDigest = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

export const newId = (): string => randomBytes(16).toString('hex')

/**
 * A did:key for a person who has no DID of their own. The private key is discarded: here a DID only names a person,
 * it does not sign.
 */
export function newPersonDid(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  return didOfKey(raw)
}
