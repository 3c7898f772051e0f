import { expect, it } from 'vitest'
import { clockTime } from './clock-time'

it('is the time alone today, with the day after a night', () => {
  const at = new Date(2026, 10, 27, 14, 46, 12)
  expect(clockTime(at.getTime(), new Date(2026, 10, 27, 23, 59))).toBe('14:46:12')
  expect(clockTime(at.getTime(), new Date(2026, 10, 28, 0, 1))).toBe('27 Nov, 14:46:12')
})
