import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toBytes32, toHex } from './bytes'
import { rawOfDer } from './der'

const halves = (bytes: Uint8Array): [Uint8Array, Uint8Array] => [bytes.subarray(0, 32), bytes.subarray(32)]

describe('DER', () => {
  it('is read as Node writes it', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (let n = 0; n < 300; n += 1) {
      const der = sign('sha256', Buffer.from([n & 255]), privateKey)
      const bytes = rawOfDer(der)
      expect(bytes?.length, der.toString('hex')).toBe(64)
      // Written again: each integer without leading zeros, or with one if it would look negative.
      const integer = (part: Uint8Array): string => {
        const digits = toHex(part).replace(/^(00)+/, '')
        const shown = /^[89a-f]/.test(digits) ? `00${digits}` : digits
        return `02${(shown.length / 2).toString(16).padStart(2, '0')}${shown}`
      }
      const [r, s] = halves(bytes ?? new Uint8Array(64))
      const body = integer(r) + integer(s)
      expect(`30${(body.length / 2).toString(16)}${body}`).toBe(der.toString('hex'))
    }
  })

  const read = (hex: string): Uint8Array | null => rawOfDer(fromHex(hex.replaceAll(' ', '')))

  it.each([
    ['3006 020101 020102', 1n, 2n],
    ['3006 02017f 020101', 127n, 1n],
    ['3007 02020080 020101', 128n, 1n],
    // That neither may be zero is another check.
    ['3006 020100 020100', 0n, 0n],
    [`3046 022100${'ff'.repeat(32)} 022100${'ff'.repeat(32)}`, 2n ** 256n - 1n, 2n ** 256n - 1n],
  ])('%s is %d and %d', (hex, r, s) => {
    expect(read(hex)).toEqual(Uint8Array.of(...toBytes32(r), ...toBytes32(s)))
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['no integers', '3000'],
    ['one integer', '3003 020101'],
    ['a set for a sequence', '3106 020101 020101'],
    ['another type for r', '3006 030101 020101'],
    ['another type for s', '3006 020101 030101'],
    ['a byte after the sequence', '3006 020101 020101 ff'],
    ['a byte after the integers', '3007 020101 020101 ff'],
    ['a third integer', '3009 020101 020101 020101'],
    ['a sequence longer than the bytes', '3007 020101 020101'],
    ['a sequence shorter than the bytes', '3005 020101 020101'],
    ['an r longer than the sequence', '3006 020501 020101'],
    ['an s longer than the sequence', '3006 020101 020201'],
    ['an empty r', '3005 0200 020101'],
    ['an empty s', '3005 020101 0200'],
    ['a negative r', '3006 020181 020101'],
    ['a negative s', '3006 020101 0201ff'],
    ['an r with a zero too many', '3007 02020001 020101'],
    ['an s with a zero too many', '3007 020101 0202007f'],
    ['an r of 33 bytes', `3026 022101${'00'.repeat(32)} 020101`],
    ['an s of 33 bytes', `3026 020101 022101${'00'.repeat(32)}`],
    ['a length in its long form', '308106 020101 020101'],
  ])('refuses %s', (_, hex) => {
    expect(read(hex)).toBeNull()
  })

  it('refuses bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(rawOfDer(bytes)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})
