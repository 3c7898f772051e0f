import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readingText, tickTexts } from './axis-text'
import { momentAxis } from './moment-axis'

const at = (iso: string): number => Date.parse(iso) / 1_000
const texts = (from: string, to: string, zone = 'UTC') => tickTexts(momentAxis(at(from), at(to), zone), '')

it('has dates where days lie between its ticks, times where hours do', () => {
  expect(texts('2025-11-01T00:00:00Z', '2025-11-25T08:00:00Z')).toEqual([
    '2025-11-03',
    '2025-11-10',
    '2025-11-17',
    '2025-11-24',
  ])
  expect(texts('2025-11-24T10:10:00Z', '2025-11-24T13:00:00Z', 'Asia/Kathmandu')).toEqual([
    '11-24 16:00',
    '11-24 17:00',
    '11-24 18:00',
  ])
})

it('shows one moment between the days beside it, and reads it whole', () => {
  const boot = at('2025-11-24T16:00:00Z')
  const axis = momentAxis(boot, boot, 'Europe/Berlin')
  expect(axis.domain).toEqual([boot - 86_400, boot + 86_400])
  expect(readingText(boot, axis)).toBe('2025-11-24 17:00:00 (+01:00)')
})

it('has two ticks or more, no two alike, within its domain', () => {
  const moment = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 })
  // From a second to thirty years, each size as often as any other.
  const length = fc.oneof(...[60, 7_200, 172_800, 10_000_000, 1_000_000_000].map((max) => fc.nat(max)))
  fc.assert(
    fc.property(moment, length, (from, length) => {
      const axis = momentAxis(from, from + length, 'UTC')
      const shown = tickTexts(axis, '')
      expect(shown.length).toBeGreaterThan(1)
      expect(new Set(shown).size).toBe(shown.length)
      expect(Math.min(...axis.ticks)).toBeGreaterThanOrEqual(axis.domain[0])
      expect(Math.max(...axis.ticks)).toBeLessThanOrEqual(axis.domain[1])
    }),
  )
})
