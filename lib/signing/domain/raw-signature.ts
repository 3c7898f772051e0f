import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { BoundedMap } from './bounded-map'
import { toNumber } from './bytes'
import type { PublicKey } from './did-key'
import { ed25519Order, fromLittleEndian } from './ed25519'
import { isHighS, p256Order } from './p256'

/** Making a key takes longer than a check with it, and few keys sign nearly everything. */
const made = new BoundedMap<KeyObject>(1_000)

function keyObject({ did, jwk }: PublicKey): KeyObject {
  const known = made.get(did)
  if (known) return known
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  made.set(did, key)
  return key
}

export type RawProblem = 'out_of_range' | 'high_s' | 'does_not_verify'

/**
 * Why 64 bytes are not the signature of `data` by this key; null if they are. Ed25519: R and S (RFC 8032, S below the order).
 * P-256: r and s of ECDSA with SHA-256.
 * @param highS whether s may lie in its upper half, which gives every signature a twin
 */
export function rawSignatureProblem(
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
  highS: boolean,
): RawProblem | null {
  const [first, second] = [signature.subarray(0, 32), signature.subarray(32)]
  if (signature.length !== 64) return 'out_of_range'
  if (key.curve === 'ed25519') {
    if (fromLittleEndian(second) >= ed25519Order) return 'out_of_range'
    return verify(null, data, keyObject(key), signature) ? null : 'does_not_verify'
  }
  const [r, s] = [toNumber(first), toNumber(second)]
  if (r === 0n || s === 0n || r >= p256Order || s >= p256Order) return 'out_of_range'
  if (!highS && isHighS(s)) return 'high_s'
  const p1363 = { key: keyObject(key), dsaEncoding: 'ieee-p1363' } as const
  return verify('sha256', data, p1363, signature) ? null : 'does_not_verify'
}
