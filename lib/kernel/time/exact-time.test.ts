import { expect, it } from 'vitest'
import { clockTime, exactTime, isTime, monthText, spanText } from './exact-time'

it('writes times in UTC, whatever their zone', () => {
  expect(exactTime('2026-01-31T09:30:00.5+02:00')).toBe('2026-01-31 07:30:00 UTC')
  expect(clockTime('2026-01-31T09:30:05Z')).toBe('09:30:05')
})

it('writes times in a zone with their offset, so that an hour that clocks show twice is clear', () => {
  expect(exactTime('2026-01-31T23:30:00Z', 'Asia/Kathmandu')).toBe('2026-02-01 05:15:00 (+05:45)')
  const twice = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']
  expect(twice.map((at) => exactTime(at, 'Europe/Berlin'))).toEqual([
    '2026-10-25 02:30:00 (+02:00)',
    '2026-10-25 02:30:00 (+01:00)',
  ])
  expect(clockTime('2026-01-31T23:30:00Z', 'Asia/Kathmandu')).toBe('05:15:00')
})

it('names the month of a zone', () => {
  expect(monthText('2014-02-28T23:30:00Z')).toBe('Feb 2014')
  expect(monthText('2014-02-28T23:30:00Z', 'Asia/Kathmandu')).toBe('Mar 2014')
})

it('leaves other text unchanged', () => {
  const odd = ['soon', '+275760-09-13T00:00:00Z']
  expect(odd.map((text) => exactTime(text, 'Asia/Tokyo'))).toEqual(odd)
  expect([exactTime('soon'), clockTime('soon'), isTime('soon'), isTime('2026-01-31')]).toEqual([
    'soon',
    'soon',
    false,
    true,
  ])
})

it('writes from when to when, with the day where it is not today', () => {
  const now = Date.parse('2026-11-30T12:00:00Z')
  const span = (from: string, to: string, zone?: string) => spanText(from, to, now, zone)
  expect(span('2026-11-30T13:02:00Z', '2026-11-30T13:40:59Z')).toBe('13:02–13:40')
  expect(span('2026-11-30T13:02:10Z', '2026-11-30T13:02:50Z')).toBe('13:02')
  expect(span('2026-11-27T22:00:00Z', '2026-11-27T22:09:00Z')).toBe('27 Nov 22:00–22:09')
  expect(span('2026-11-30T23:00:00Z', '2026-12-01T00:10:00Z')).toBe('23:00–1 Dec 00:10')
  expect(span('2026-11-30T22:30:00Z', '2026-11-30T23:30:00Z', 'Europe/Berlin')).toBe('23:30–1 Dec 00:30')
})
