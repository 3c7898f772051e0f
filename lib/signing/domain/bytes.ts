/** Bytes as small hex digits. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param hex an even number of hex digits */
export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

export const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** The last character carries two or four bits that belong to no byte: they are zero. */
const base64url = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

/** The bytes of base64url without padding (RFC 4648); null for any other way of writing them. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!base64url.test(text)) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (byte) => byte.charCodeAt(0))
}

/** Big-endian. */
export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x0${toHex(bytes)}`)

/** Big-endian, in 32 bytes. */
export const toBytes32 = (number: bigint): Uint8Array<ArrayBuffer> =>
  fromHex(number.toString(16).padStart(64, '0'))

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
