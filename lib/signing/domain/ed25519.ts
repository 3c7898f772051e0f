import { toNumber } from './bytes'
import { modPow } from './mod-pow'

/** The field of Ed25519, its curve −x² + y² = 1 + d x² y², and the order of its group (RFC 8032). */
const p = 2n ** 255n - 19n
const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n
export const ed25519Order = 2n ** 252n + 27742317777372353535851937790883648493n

/** Little-endian. */
export const fromLittleEndian = (bytes: Uint8Array): bigint => toNumber(Uint8Array.from(bytes).reverse())

/**
 * Whether the order of a point with this y divides 8: as a key, it would accept signatures that anybody can make. Order 1 and
 * 2 have y = ±1, order 4 has y = 0; of order 8 are the points whose double has y = 0, which means x² = −y².
 */
const isWeak = (y: bigint): boolean =>
  [0n, 1n, p - 1n].includes(y) || (d * y ** 4n + 2n * y ** 2n - 1n) % p === 0n

type PointProblem = 'non_canonical' | 'not_on_curve' | 'weak_key'

/** Why 32 bytes are not the one encoding of a point that may be a key; null if they are. */
export function pointProblem(bytes: Uint8Array): PointProblem | null {
  const number = fromLittleEndian(bytes)
  const y = number & (2n ** 255n - 1n)
  if (y >= p) return 'non_canonical'
  const u = (y * y - 1n + p) % p
  const v = (d * y * y + 1n) % p
  // x = 0 has no sign.
  if (u === 0n && number !== y) return 'non_canonical'
  if (isWeak(y)) return 'weak_key'
  // x² = u / v; that is a square where u · v is one, and v is never zero.
  return modPow(u * v, (p - 1n) / 2n, p) === 1n ? null : 'not_on_curve'
}
