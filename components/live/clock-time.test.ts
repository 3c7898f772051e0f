import { expect, it } from 'vitest'
import { clockTime } from './clock-time'

it('is the time alone on the same day of the zone, with the day after a night', () => {
  const at = Date.parse('2026-11-27T18:01:12Z')
  const later = Date.parse('2026-11-27T18:30:00Z')
  expect(clockTime(at, later, 'UTC')).toBe('18:01:12')
  // Midnight in Nepal is 18:15 in UTC.
  expect(clockTime(at, later, 'Asia/Kathmandu')).toBe('27 Nov, 23:46:12')
})
