import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from './bytes'
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

  it.each([
    '',
    '30',
    '3000',
    '3006020101020101ff',
    '30070201010201010',
    '310602010102010101',
    '3007020200010201 01',
    '300602018102 0101',
    '30060200020101',
    '3081060201010201 01',
    `3025022101${'00'.repeat(32)}020101`,
  ])('refuses %s', (hex) => {
    expect(rawOfDer(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')))).toBeNull()
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
