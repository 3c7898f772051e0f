import { createHash, createPublicKey, verify } from 'node:crypto'

// What the format of consent says of digests, keys and signatures, written anew: nothing here is the product's.

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON as RFC 8785 writes it, of values as histories have them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

export const digestOf = (tag: string, text: string): string =>
  createHash('sha256').update(`${tag}\n${text}`).digest('hex')

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The 32 bytes of the Ed25519 key in a did:key; null for any other. */
function rawKey(did: string): Buffer | null {
  let number = 0n
  for (const digit of did.replace('did:key:z', '')) number = number * 58n + BigInt(base58.indexOf(digit))
  const bytes = Buffer.from(number.toString(16).padStart(68, '0'), 'hex')
  return bytes.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01 ? bytes.subarray(2) : null
}

/** Whether an Ed25519 key signed a digest (hex); the signature as it is stored. */
export function isSignature(did: string, digest: string, signature: unknown): boolean {
  const raw = rawKey(did)
  if (!raw || !isObject(signature) || typeof signature.value !== 'string') return false
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(digest, 'hex'), key, Buffer.from(signature.value, 'base64url'))
}
