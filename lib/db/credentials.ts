import { createHash, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane). */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, argon)

export const verifyPassword = (hashed: string, password: string): Promise<boolean> => verify(hashed, password)

/** 256 random bits; shown once, kept as SHA-256 only. */
export const newToken = (): string => `hk_${randomBytes(32).toString('base64url')}`

export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest()

export const sameDigest = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

export const newId = (): string => randomBytes(16).toString('hex')

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

function toBase58(bytes: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = (base58[Number(number % 58n)] ?? '') + text
  return text
}

/**
 * A did:key (W3C CCG, Ed25519: multicodec 0xed01, base58btc) for a person who brings no DID of their own.
 * The private key is not kept: here a DID names a person, it does not sign.
 */
export function newPersonDid(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  return `did:key:z${toBase58(Uint8Array.from([0xed, 0x01, ...raw]))}`
}
