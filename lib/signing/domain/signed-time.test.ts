import { describe, expect, it } from 'vitest'
import { clockDifference, clockText, signedTimeProblem } from './signed-time'

const now = Date.parse('2026-11-29T12:00:00.000Z')
const dated = (seconds: number): string => new Date(now + seconds * 1_000).toISOString()

describe('what arrives now', () => {
  it.each([0, 120, 58 * 60, -120, -60 * 60])('may be dated %d s ahead', (seconds) => {
    expect(signedTimeProblem(dated(seconds), now)).toBeNull()
  })

  it.each([
    [
      58 * 60 + 1,
      'was signed at 2026-11-29T12:58:01.000Z, 58 minutes ahead of this server; correct your clock',
    ],
    [
      3 * 3_600,
      'was signed at 2026-11-29T15:00:00.000Z, 180 minutes ahead of this server; correct your clock',
    ],
    [
      -60 * 60 - 1,
      'was signed at 2026-11-29T10:59:59.000Z, over an hour ago; sign again, or correct your clock',
    ],
  ])('cannot be dated %d s ahead', (seconds, message) => {
    expect(signedTimeProblem(dated(seconds), now)).toMatch(message)
  })
})

it.each([
  [0, null],
  [30, null],
  [-30, null],
  [31, 31],
  [-31, -31],
  [90.4, 90],
])('a date %d s ahead is said to be %s', (seconds, shown) => {
  expect(clockDifference(dated(seconds), new Date(now))).toBe(shown)
})

it.each([
  [90, 'dated 90 s ahead: the clock'],
  [180, 'dated 3 minutes ahead: the clock'],
  [-90, 'dated 90 s before it arrived: it was sent later'],
])('%d s read "%s …"', (seconds, text) => {
  expect(clockText(seconds).slice(0, text.length)).toBe(text)
})
