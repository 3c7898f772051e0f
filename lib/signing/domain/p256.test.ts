import { describe, expect, it } from 'vitest'
import { fromHex, toBytes32, toHex } from './bytes'
import { isHighS, lowS, p256Order, yOfPoint } from './p256'

/** The order of the group, and its half rounded down (SP 800-186). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const half = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n

describe('s of a signature', () => {
  it.each([
    [false, 1n],
    [false, half],
    [true, half + 1n],
    [true, order - 1n],
  ])('%j: it is high if it is %d', (high, s) => {
    expect(isHighS(s)).toBe(high)
  })

  it('is made the low one of both', () => {
    expect(p256Order).toBe(order)
    const r = toBytes32(7n)
    const made = (s: bigint) => toHex(lowS(Uint8Array.of(...r, ...toBytes32(s))))
    for (const s of [1n, half])
      expect([made(s), made(order - s)]).toEqual(Array(2).fill(toHex(r) + toHex(toBytes32(s))))
  })
})

describe('the y of a compressed point', () => {
  // The base point (SP 800-186).
  const x = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'
  const y = '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'
  const yOf = (hex: string): string | null => {
    const found = yOfPoint(fromHex(hex))
    return found && toHex(found)
  }

  it('is odd or even, as its first byte says', () => {
    expect(yOf(`03${x}`)).toBe(y)
    expect(BigInt(`0x${yOf(`02${x}`)}`) + BigInt(`0x${y}`)).toBe(
      2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    )
  })

  it.each([
    ['a first byte that is no sign', `04${x}`],
    ['a zero before x', `0300${x}`],
    ['31 bytes, which stand for 5', `02${'00'.repeat(30)}05`],
    ['nothing', ''],
  ])('does not exist for %s', (_, hex) => {
    expect(yOf(hex)).toBeNull()
  })
})
