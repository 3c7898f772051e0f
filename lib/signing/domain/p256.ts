import { toBytes32, toNumber } from './bytes'
import { modPow } from './mod-pow'

/** The field of P-256, its curve y² = x³ − 3x + b, and the order of its group (SP 800-186). */
const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
export const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const rightSide = (x: bigint): bigint => ((x * x - 3n) * x + b) % p

/** The y of a compressed point (SEC 1: 2 or 3, then x in 32 bytes) in 32 bytes; null if no such point is on the curve. */
export function yOfPoint(compressed: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const [sign, ...rest] = compressed
  const x = toNumber(Uint8Array.from(rest))
  if (rest.length !== 32 || (sign !== 2 && sign !== 3) || x >= p) return null
  const square = rightSide(x)
  const root = modPow(square, (p + 1n) / 4n, p)
  if ((root * root) % p !== square) return null
  return toBytes32(root % 2n === BigInt(sign - 2) ? root : p - root)
}

/** The compressed form of a point; it may be off the curve. */
export const compressed = (x: Uint8Array, y: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([2 + ((y.at(-1) ?? 0) & 1), ...x])

/** Every ECDSA signature (r, then s, 32 bytes each) has a twin with n − s for s; this is the one with the lower s. */
export function lowS(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const s = toNumber(signature.subarray(32))
  return Uint8Array.from([...signature.subarray(0, 32), ...toBytes32(isHighS(s) ? p256Order - s : s)])
}

export const isHighS = (s: bigint): boolean => s > p256Order / 2n
