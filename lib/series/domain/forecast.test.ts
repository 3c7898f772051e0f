import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourlyTrace, trace, traceNames } from '@/test/data-folder'
import { forecastCases, hoursOf } from '@/test/forecast-cases'
import { dailyMedians, type Forecast, forecast, horizonDays } from './forecast'
import { forecastText } from './forecast-text'

const hourly = (days: number, value: (hour: number) => number | null): (number | null)[] =>
  Array.from({ length: days * 24 }, (_, index) => value(index + 1 - days * 24))

describe('a forecast', () => {
  it('of exact growth is exact', () => {
    const found = forecast(
      hourly(14, (hour) => 80 + hour / 12),
      100,
    )
    expect(found).toMatchObject({ kind: 'full', days: 14 })
    expect(found?.kind === 'full' ? [found.from, found.to] : null).toEqual([
      expect.closeTo(10, 1),
      expect.closeTo(10, 1),
    ])
    expect(forecastText(found)).toMatch(/^Full in (9–10|10|10–11) d$/)
  })
  it('does not change with what happens every night', () => {
    const level = (hour: number) => 80 + hour / 12
    const night = (hour: number) =>
      level(hour) + (((hour % 24) + 24) % 24 < 20 && ((hour % 24) + 24) % 24 >= 15 ? 15 : 0)
    const [calm, restless] = [level, night].map((values) => forecast(hourly(14, values), 100))
    const [one, other] = [calm, restless].map((found) =>
      found?.kind === 'full' ? found.slope[0] : Number.NaN,
    )
    expect(other).toBeCloseTo(one ?? 0, 1)
  })
  it('begins again after a clearance, and needs four days after it', () => {
    const cleared = (daysAgo: number) => hourly(14, (hour) => (hour < -24 * daysAgo ? 95 : 60) + hour / 24)
    expect(forecast(cleared(6), 100)).toMatchObject({ kind: 'full', days: 6 })
    expect(forecast(cleared(2), 100)).toBeNull()
  })
  it('is none with too few days or hours, and says which way it goes', () => {
    expect(
      forecast(
        hourly(3, (hour) => hour),
        100,
      ),
    ).toBeNull()
    expect(
      forecast(
        hourly(14, (hour) => (hour % 3 === 0 ? hour : null)),
        100,
      ),
    ).toBeNull()
    expect(
      forecast(
        hourly(14, (hour) => 50 - hour / 24),
        100,
      ),
    ).toMatchObject({ kind: 'falls' })
    expect(
      forecast(
        hourly(14, (hour) => 50 + hour / 240),
        100,
      ),
    ).toMatchObject({ kind: 'later' })
    expect(
      forecast(
        hourly(14, () => 50),
        100,
      ),
    ).toMatchObject({ kind: 'no_trend' })
  })
  it('never ends before it begins, whatever the values', () => {
    const value = fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 96, maxLength: 336 }),
        fc.double({ noNaN: true, min: 1, max: 1e6 }),
        (hours, limit) => {
          const found = forecast(hours, limit)
          if (found?.kind === 'full') expect(found.from).toBeLessThanOrEqual(found.to)
          expect(dailyMedians(hours)).toHaveLength(Math.floor(hours.length / 24))
        },
      ),
    )
  })
  it.each<[Forecast, string | null]>([
    [{ kind: 'full', from: 0.2, to: 0.9, slope: [1, 2], days: 14 }, 'Full within a day'],
    [{ kind: 'full', from: 0.2, to: 2.9, slope: [1, 2], days: 14 }, 'Full within 3 d'],
    [{ kind: 'full', from: 9.2, to: 10.9, slope: [1, 2], days: 14 }, 'Full in 9–11 d'],
    [{ kind: 'full', from: 60, to: 300, slope: [1, 2], days: 14 }, 'Full in 60 d or later'],
    [{ kind: 'later', days: 14 }, 'not full within 90 d'],
    [{ kind: 'no_trend', days: 14 }, 'no trend'],
    [{ kind: 'falls', days: 14 }, null],
  ])('in words', (found, text) => expect(forecastText(found)).toBe(text))
})

const runs = 150

/** When the known level reaches 100 per cent, in days; null beyond the horizon. */
function fullAt(level: (hour: number) => number): number | null {
  for (let hour = 0; hour <= (horizonDays + 30) * 24; hour += 1) if (level(hour) >= 100) return hour / 24
  return null
}

type Row = { said: number; within: number; off: number; falls: number }

function measured(index: number): Row {
  const one = forecastCases[index]
  const row = { said: 0, within: 0, off: 0, falls: 0 }
  if (!one) return row
  const errors: number[] = []
  for (let seed = 1; seed <= runs; seed += 1) {
    const { hours, level } = hoursOf(one, index * 10_000 + seed)
    const [found, truth] = [forecast(hours, 100), fullAt(level)]
    if (found?.kind !== 'full') continue
    row.said += 1
    if (truth === null) continue
    if (truth >= Math.floor(found.from) && truth <= Math.ceil(found.to)) row.within += 1
    errors.push(Math.abs((found.from + found.to) / 2 - truth) / truth)
  }
  const sorted = errors.sort((a, b) => a - b)
  return { ...row, off: sorted[sorted.length >> 1] ?? Number.NaN }
}

const share = (part: number, of: number): string => (of === 0 ? '–' : `${Math.round((100 * part) / of)}`)

const table = (): string =>
  [
    '| disk | "Full in …" said, % | of those, within the days said, % | middle off by, % |',
    '| --- | --- | --- | --- |',
    ...forecastCases.map(({ name }, index) => {
      const { said, within, off } = measured(index)
      return `| ${name} | ${share(said, runs)} | ${within === 0 ? '–' : share(within, said)} | ${Number.isNaN(off) ? '–' : Math.round(off * 100)} |`
    }),
  ].join('\n')

/** Of each day of a machine's trace, whether it would have been said to be full within the horizon. */
function saidOf(name: (typeof traceNames)[number]): { said: number; days: number } {
  const hours = hourlyTrace(name)
  const limit = 1.2 * Math.max(...trace(name).map(({ value }) => Number(value)))
  let [said, days] = [0, 0]
  for (let end = 4 * 24; end <= hours.length; end += 24) {
    days += 1
    if (forecast(hours.slice(Math.max(0, end - 336), end), limit)?.kind === 'full') said += 1
  }
  return { said, days }
}

it('docs/forecasts.md states how often forecasts come true', () => {
  const docs = readFileSync(new URL('../../../docs/forecasts.md', import.meta.url), 'utf8')
  const traces = traceNames.map(saidOf)
  const [said, days] = [
    traces.reduce((sum, one) => sum + one.said, 0),
    traces.reduce((sum, one) => sum + one.days, 0),
  ]
  console.log(table(), said, days)
  expect(docs).toContain(table())
  expect(docs).toContain(`${said} of ${days} days`)
})
