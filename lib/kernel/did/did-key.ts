const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The multicodec prefix of an Ed25519 public key. */
const prefix = [0xed, 0x01]
const keyBytes = 32

function toBase58(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = number * 256n + BigInt(byte)
  let text = ''
  for (; number > 0n; number /= 58n) text = (alphabet[Number(number % 58n)] ?? '') + text
  return text
}

/** The did:key (W3C CCG, base58btc) of an Ed25519 public key of 32 bytes; it always begins with did:key:z6Mk. */
export const didOfKey = (publicKey: Uint8Array): string =>
  `did:key:z${toBase58(Uint8Array.from([...prefix, ...publicKey]))}`

/** The 32 bytes of the Ed25519 public key in a did:key; null for any other text. */
export function keyOfDid(did: string): Uint8Array<ArrayBuffer> | null {
  const text = /^did:key:z(6Mk[1-9A-HJ-NP-Za-km-z]{44,45})$/.exec(did)?.[1]
  if (!text) return null
  let number = 0n
  for (const letter of text) number = number * 58n + BigInt(alphabet.indexOf(letter))
  const bytes: number[] = []
  for (; number > 0n; number /= 256n) bytes.unshift(Number(number % 256n))
  const [first, second, ...key] = bytes
  return first === prefix[0] && second === prefix[1] && key.length === keyBytes ? Uint8Array.from(key) : null
}
