import { fromBase58, toBase58 } from './base58'

/** The multicodec prefix of an Ed25519 public key. */
const prefix = [0xed, 0x01]
const keyBytes = 32

/** The did:key (W3C CCG, base58btc) of an Ed25519 public key of 32 bytes; it always begins with did:key:z6Mk. */
export const didOfKey = (publicKey: Uint8Array): string =>
  `did:key:z${toBase58(Uint8Array.from([...prefix, ...publicKey]))}`

/** The 32 bytes of the Ed25519 public key in a did:key; null for any other text. */
export function keyOfDid(did: string): Uint8Array<ArrayBuffer> | null {
  const text = /^did:key:z(6Mk[1-9A-HJ-NP-Za-km-z]{44,45})$/.exec(did)?.[1]
  const [first, second, ...key] = (text && fromBase58(text)) || []
  return first === prefix[0] && second === prefix[1] && key.length === keyBytes ? Uint8Array.from(key) : null
}
