import { expect, it } from 'vitest'
import { clockTime, exactTime, isTime } from './exact-time'

it('writes times in UTC, whatever their zone', () => {
  expect(exactTime('2026-01-31T09:30:00.5+02:00')).toBe('2026-01-31 07:30:00 UTC')
  expect(clockTime('2026-01-31T09:30:05Z')).toBe('09:30:05')
})

it('leaves other text unchanged', () => {
  expect([exactTime('soon'), clockTime('soon'), isTime('soon'), isTime('2026-01-31')]).toEqual([
    'soon',
    'soon',
    false,
    true,
  ])
})
