import { expect, it } from 'vitest'
import { type ForecastChart, forecastChart } from './forecast-chart'
import { fillOf } from './forecast-limit'

const now = Date.parse('2026-11-30T12:00:00Z') / 1_000
const day = 86_400

const chart = (
  metric: string,
  latest: Record<string, number>,
  value: (hour: number) => number | null,
): ForecastChart => {
  const fill = fillOf(metric, latest) ?? expect.fail('cannot be full')
  return forecastChart(
    Array.from({ length: 336 }, (_, index) => value(index - 335)),
    fill,
    now,
  )
}
const total = { disk_usage_gb: 400, disk_total_gb: 500 }
/** 10 GB a day with some noise, so that the band has a width. */
const growing = (hour: number): number => 400 + (10 * hour) / 24 + 4 * Math.sin(hour / 9)

it('goes from the present along the band to the limit and never beyond it', () => {
  const { ahead, limit, forecast, until, from } = chart('disk_usage_gb', total, growing)
  if (forecast?.kind !== 'full') throw new Error('no forecast')
  expect([from, limit]).toEqual([now - 14 * day, 500])
  expect(ahead[0]?.x).toBe(now)
  expect(ahead[0]?.band[0]).toBe(ahead[0]?.band[1])
  const firstAt = (edge: 0 | 1): number => ahead.find(({ band }) => band[edge] >= 500 - 1e-9)?.x ?? Number.NaN
  expect(firstAt(1)).toBeCloseTo(now + forecast.from * day, 3)
  expect(firstAt(0)).toBeCloseTo(now + forecast.to * day, 3)
  expect(until).toBeGreaterThan(now + forecast.to * day)
  expect(Math.max(...ahead.flatMap(({ value, band }) => [value ?? 0, ...band]))).toBeLessThanOrEqual(500)
  // The line ends where it is full, and all ends where the slowest course is.
  expect(ahead.filter(({ value }) => value === 500)).toHaveLength(1)
  expect(ahead.at(-1)).toMatchObject({ value: null, band: [500, 500] })
})

it('what is left falls to 0, on the same days', () => {
  const left = { disk_free_gb: 100, disk_total_gb: 500 }
  const free = chart('disk_free_gb', left, (hour) => 500 - growing(hour))
  const used = chart('disk_usage_gb', total, growing)
  expect(free.limit).toBe(0)
  expect(free.forecast).toEqual(used.forecast)
  expect(free.ahead.map(({ x, value }) => [x, 500 - (value ?? 0)])).toEqual(
    used.ahead.map(({ x, value }) => [x, expect.closeTo(value ?? 500, 6)]),
  )
})

it('draws nothing ahead where no direction is certain or too few days are known', () => {
  const aimless = chart('disk_usage_gb', total, (hour) => 400 + 20 * Math.sin(hour / 24))
  expect(aimless).toMatchObject({ forecast: { kind: 'no_trend' }, ahead: [], pace: null, days: 14 })
  expect(aimless.hours).toHaveLength(336)
  const young = chart('disk_usage_gb', total, (hour) => (hour < -60 ? null : growing(hour)))
  expect(young).toMatchObject({ forecast: null, ahead: [], days: 0 })
})

it('a falling amount is drawn as it falls, and never below 0', () => {
  const { forecast, ahead, pace } = chart('disk_usage_gb', total, (hour) => 30 - (5 * hour) / 24)
  expect(forecast?.kind).toBe('falls')
  expect(pace?.[1]).toBeLessThan(0)
  expect(Math.min(...ahead.map(({ value }) => value ?? 0))).toBeGreaterThanOrEqual(0)
})
