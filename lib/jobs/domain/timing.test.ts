import { expect, it } from 'vitest'
import { type JobTiming, timingProblems } from './timing'

const now = Date.parse('2026-11-24T12:00:00Z')
const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString()
const window = (from: number, to: number): JobTiming['window'] => ({
  start: at(from),
  end: at(to),
  time_zone: 'UTC',
})
const days = 24

it.each<[string, JobTiming, string[]]>([
  ['neither', { window: null, expires_at: null }, []],
  ['an open window', { window: window(-1, 1), expires_at: null }, []],
  ['a window of a day', { window: window(0, 24), expires_at: null }, []],
  ['a window of more than a day', { window: window(0, 24.01), expires_at: null }, ['window.end']],
  ['a window that ends now', { window: window(-1, 0), expires_at: null }, ['window.end']],
  ['a window in 90 days', { window: window(90 * days - 1, 90 * days), expires_at: null }, []],
  [
    'a window in more than 90 days',
    { window: window(90 * days - 1, 90 * days + 1), expires_at: null },
    ['window.end'],
  ],
  ['an expiry in 90 days', { window: null, expires_at: at(90 * days) }, []],
  ['an expiry in more than 90 days', { window: null, expires_at: at(90 * days + 1) }, ['expires_at']],
  ['an expiry now', { window: null, expires_at: at(0) }, ['expires_at']],
  ['an expiry within its window', { window: window(1, 3), expires_at: at(2) }, []],
  ['an expiry when its window opens', { window: window(1, 3), expires_at: at(1) }, ['expires_at']],
  [
    'everything wrong',
    { window: window(-30, -1), expires_at: at(-1) },
    ['window.end', 'window.end', 'expires_at'],
  ],
])('%s', (_, timing, paths) => {
  expect(timingProblems(timing, now).map(({ path }) => path)).toEqual(paths)
})
