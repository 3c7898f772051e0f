/** A positive INTEGER of DER from `at`, in 32 bytes, and where it ends; null if it is not the shortest form of one. */
function integerAt(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } | null {
  const [tag, length = 0, first = 0, second = 0] = der.subarray(at)
  const end = at + 2 + length
  if (tag !== 2 || length < 1 || end > der.length || first > 127) return null
  if (length > 1 && first === 0 && second < 128) return null
  const digits = der.subarray(first === 0 ? at + 3 : at + 2, end)
  if (digits.length > 32) return null
  const bytes = new Uint8Array(32)
  bytes.set(digits, 32 - digits.length)
  return { bytes, end }
}

/** The r and s, 32 bytes each, of an ECDSA signature in DER, as authenticators write it; null for any other bytes. */
export function rawOfDer(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const [tag, length] = der
  if (tag !== 0x30 || length !== der.length - 2) return null
  const r = integerAt(der, 2)
  const s = r && integerAt(der, r.end)
  return s && s.end === der.length ? Uint8Array.from([...r.bytes, ...s.bytes]) : null
}
