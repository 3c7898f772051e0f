import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, fromHex, sameBytes, toBase64url, toBytes32, toHex, toNumber } from './bytes'

describe('base64url', () => {
  it('comes back as it was, in one form', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(bytes)
      }),
    )
    for (const text of ['A', 'AB', 'AA=', 'AA==', 'A+', 'A/', ' AA', 'AA\n', 'AAB', 'ÄA'])
      expect(fromBase64url(text), text).toBeNull()
  })
})

it('hex is two digits for a byte', () => {
  expect(fromHex('')).toEqual(new Uint8Array())
  expect(fromHex('00ff0a')).toEqual(Uint8Array.of(0, 255, 10))
  expect(toHex(Uint8Array.of(0, 255, 10))).toBe('00ff0a')
})

it('a number is written with its last byte last, in 32 bytes', () => {
  expect(toBytes32(258n)).toEqual(Uint8Array.of(...new Uint8Array(30), 1, 2))
  expect(toNumber(Uint8Array.of(0, 1, 2))).toBe(258n)
  expect(toNumber(new Uint8Array())).toBe(0n)
})

it.each<[boolean, number[], number[]]>([
  [true, [], []],
  [true, [1, 2], [1, 2]],
  [false, [1, 2], [1, 3]],
  [false, [1], [1, 2]],
  [false, [1, 2], [1]],
  [false, [], [1]],
])('%j: %j are the same bytes as %j', (same, a, b) => {
  expect(sameBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(same)
})
