import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hourlyTrace, traceNames } from '@/test/data-folder'
import { jitter, randomOf } from '@/test/noise'
import { knownWeeks, unusual, usualAt, usualBand } from './baseline'

const week = 168

/** Nine weeks of a load that is high by day on working days, with noise of one, and `more` in the last `last` hours. */
function load(seed: number, { more = 0, last = 0, jump = 0 } = {}): number[] {
  const random = randomOf(seed)
  let wander = 0
  return Array.from({ length: 9 * week }, (_, hour) => {
    wander = 0.7 * wander + 0.7 * jitter(random)
    const [ofDay, ofWeek] = [hour % 24, hour % week]
    const busy = ofWeek < 120 && ofDay >= 8 && ofDay < 18 ? 30 : 0
    const incident = hour >= jump && hour < jump + 6 && jump > 0 ? 40 : 0
    return 40 + busy + incident + wander + (hour >= 9 * week - last ? more : 0)
  })
}

it('is what the same hour of the weeks before had, by day and by night', () => {
  const hours = load(1)
  const [noon, night] = [8 * week + 12, 8 * week + 2].map((at) => usualAt(hours, at))
  expect(noon).toMatchObject({ weeks: 8 })
  expect(noon?.low).toBeGreaterThan(60)
  expect(night?.high).toBeLessThan(55)
})

it('is not known before four weeks, nor where they have no value', () => {
  expect(usualAt(load(1).slice(0, 3 * week + 20), 3 * week + 10)).toBeNull()
  expect(unusual(load(1).map((value, hour) => (hour < 5 * week + 100 ? null : value)))).toBeNull()
})

it('needs two hours in a row, and one incident in the weeks before hides nothing', () => {
  expect(unusual(load(2, { more: 20, last: 1 }))).toBeNull()
  expect(unusual(load(2, { more: 20, last: 2 }))).toBe('higher')
  expect(unusual(load(2, { more: -20, last: 2 }))).toBe('lower')
  expect(unusual(load(2, { more: 20, last: 2, jump: 9 * week - 3 * week }))).toBe('higher')
})

it('as a band has each hour of a range, by the weeks before it alone', () => {
  const hours = load(3)
  const to = 9 * week * 3_600
  const band = usualBand(hours, { count: week, to, most: Number.POSITIVE_INFINITY })
  expect(band.from).toBe(8 * week * 3_600)
  for (const hour of [2, 12, week - 1]) {
    const usual = usualAt(hours, 8 * week + hour)
    expect([band.low[hour], band.high[hour]]).toEqual([usual?.low, usual?.high])
  }
  // An hour is never part of what is usual for it.
  const shown = hours.map((value, hour) => (hour === 8 * week + 12 ? 900 : value))
  expect(usualBand(shown, { count: week, to, most: Number.POSITIVE_INFINITY }).high[12]).toBe(band.high[12])
})

it('as a band stays where values can be, and is left out where too few weeks are known', () => {
  const flat = Array.from({ length: 9 * week }, (_, hour) => (hour % 7 === 0 ? 99 : 1))
  const { low, high } = usualBand(flat, { count: 24, to: 9 * week * 3_600, most: 100 })
  expect(Math.min(...low.map(Number))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...high.map(Number))).toBeLessThanOrEqual(100)
  const below = flat.map((value) => value - 50)
  expect(Math.min(...usualBand(below, { count: 24, to: 0, most: 100 }).low.map(Number))).toBeLessThan(0)
  const young = flat.map((value, hour) => (hour < 6 * week ? null : value))
  expect(usualBand(young, { count: 2, to: 0, most: 100 })).toMatchObject({
    low: [null, null],
    high: [null, null],
  })
  expect(knownWeeks(young)).toBe(3)
})

/** In how many of the last week's hours the series is called unusual, at most once for hours in a row. */
function alarms(hours: number[]): number {
  let [found, last] = [0, false]
  for (let end = 8 * week + 1; end <= 9 * week; end += 1) {
    const is = unusual(hours.slice(0, end)) !== null
    if (is && !last) found += 1
    last = is
  }
  return found
}

/** Nine weeks made of whole days of a machine's trace, each drawn at random, since the traces are two weeks long. */
function redrawn(hours: readonly number[], seed: number): number[] {
  const random = randomOf(seed)
  const days = Math.floor(hours.length / 24)
  return Array.from({ length: 9 * 7 }, () => Math.floor(random() * days) * 24).flatMap((from) =>
    hours.slice(from, from + 24),
  )
}

it('docs/forecasts.md states the alarms of a week on the days of the traces', () => {
  const weeks = 100
  const docs = readFileSync(new URL('../../../docs/forecasts.md', import.meta.url), 'utf8')
  for (const name of traceNames) {
    const hours = hourlyTrace(name)
    let found = 0
    for (let seed = 1; seed <= weeks; seed += 1) found += alarms(redrawn(hours, seed))
    expect(docs).toContain(`${name}: ${found / weeks} a week`)
  }
})

it('docs/forecasts.md states the false alarms of a week', () => {
  const weeks = 200
  let found = 0
  for (let seed = 1; seed <= weeks; seed += 1) found += alarms(load(seed))
  const missed = Array.from({ length: weeks }, (_, seed) =>
    unusual(load(seed + 1, { more: 8, last: 2 })),
  ).filter((side) => side === null).length
  const docs = readFileSync(new URL('../../../docs/forecasts.md', import.meta.url), 'utf8')
  console.log(found / weeks, (100 * missed) / weeks)
  expect(docs).toContain(`${found / weeks} false alarms a week`)
  expect(docs).toContain(`was missed in ${(100 * missed) / weeks} % of the weeks`)
})
