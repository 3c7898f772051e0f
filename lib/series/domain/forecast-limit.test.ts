import { expect, it } from 'vitest'
import type { Forecast } from './forecast'
import { fillOf } from './forecast-limit'
import { forecastTexts, fullOf, outlookTexts } from './forecast-text'

const now = {
  disk_usage_gb: 426,
  disk_total_gb: 500,
  disk_free_gb: 74,
  memory_usage_percent: 61,
  cpu_usage_percent: 97,
  uptime_seconds: 5,
}

it.each([
  ['disk_usage_gb', 500, 426],
  ['disk_free_gb', 500, 426],
  ['memory_usage_percent', 100, 61],
] as const)('%s is full at %d', (metric, limit, taken) => {
  const fill = fillOf(metric, now)
  expect(fill?.limit).toBe(limit)
  expect(fill?.taken(now[metric])).toBe(taken)
})

it('a busy processor, a time and a whole are never full', () => {
  for (const metric of ['cpu_usage_percent', 'uptime_seconds', 'disk_total_gb'])
    expect(fillOf(metric, now)).toBeNull()
})

it('the sentence about a node names only what its diagnosis is about, and only if it fills', () => {
  const full: Forecast = { kind: 'full', from: 9.5, to: 10.5, slope: [1, 2], days: 14 }
  const texts = forecastTexts({ disk_usage_gb: full, memory_usage_percent: { kind: 'no_trend', days: 14 } })
  expect(fullOf('DISK_NEARING_CAPACITY', texts)).toBe('Full in 9–11 d')
  expect(fullOf('MEMORY_PRESSURE', texts)).toBeNull()
  expect(fullOf(null, texts)).toBeNull()
})

it('what is unusual is said for the hour of the week in the zone of the page', () => {
  const to = Date.parse('2026-11-30T13:40:00Z') / 1_000
  const texts = outlookTexts(
    { disk_usage_gb: 'Full in 9–11 d' },
    { disk_usage_gb: 'higher', cpu: 'lower' },
    to,
    'Africa/Cairo',
  )
  expect(texts).toEqual({
    disk_usage_gb: 'Full in 9–11 d · higher than usual for a Monday 14:00',
    cpu: 'lower than usual for a Monday 14:00',
  })
})
