import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviation, median } from '@/lib/kernel/numbers/robust'
import { randomOf } from '@/test/noise'
import { dailyMetric } from '@/test/verdict-cases'
import { type FigureSamples, figureOf, ratesOf } from './figures'

const known = (values: readonly number[]) => [...values].sort((a, b) => a - b)

describe('median and deviation', () => {
  it('are of the middle: half of the values may be anything on one side', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const middle = median(values) ?? Number.NaN
        const sorted = known(values)
        expect(sorted.filter((value) => value <= middle).length).toBeGreaterThanOrEqual(values.length / 2)
        expect(sorted.filter((value) => value >= middle).length).toBeGreaterThanOrEqual(values.length / 2)
        const high = values.map((value, n) => (n < Math.ceil(values.length / 2) - 1 ? 1e12 : value))
        expect(median(high) ?? Number.NaN).toBeLessThanOrEqual(Math.max(...values))
      }),
    )
    expect(median([])).toBeNull()
    expect(deviation([1, 2, 3, 4, 1_000], 3)).toBeCloseTo(1.4826)
  })
})

it('the rate of a counter is null where it began again', () => {
  expect(ratesOf([100, 400, null, 10, 40], 30)).toEqual([null, 10, null, null, 1])
})

const flat = (value: number, length = 12) => Array.from({ length }, () => value)

describe('a figure', () => {
  it('is null where too little is known', () => {
    const samples = { before: [1, null, 2], during: [], after: flat(1), earlierDays: [] }
    expect(figureOf('a', samples)).toBeNull()
    expect(figureOf('a', { ...samples, before: [1, 3, 2] })).toMatchObject({
      before: 2,
      after: 1,
      during: null,
    })
  })
  it('takes the drift of earlier days as usual', () => {
    const day = (n: number) => ({ before: flat(100 - 6 * n), after: flat(101.5 - 6 * n) })
    const earlierDays = [1, 2, 3, 4, 5, 6].map(day)
    const at = (after: number) =>
      figureOf('a', { before: flat(100), during: [], after: flat(after), earlierDays })
    expect(at(101.5)).toMatchObject({ reads: 'as_usual', usual: { change: 1.5, days: 6 } })
    expect(at(97)).toMatchObject({ reads: 'lower' })
    expect(
      figureOf('a', { before: flat(100), during: [], after: flat(50), earlierDays: [day(1)] }),
    ).toMatchObject({
      ...{ usual: null, reads: null },
    })
  })
})

/** The share of 200 runs in which a metric is said to have moved, in per cent, where it moved by so many of its noise's deviations. */
function moved(shift: number): number {
  let found = 0
  for (let n = 0; n < 200; n += 1) {
    const random = randomOf(n + 1)
    const metric = dailyMetric(random)
    const window = (from: number, more: number) =>
      metric.window(from, 72).map((value) => value + more * metric.deviation)
    const samples: FigureSamples = {
      ...{ before: window(0, 0), during: [], after: window(73, shift) },
      earlierDays: Array.from({ length: 14 }, (_, day) => ({
        before: window(-288 * (day + 1), 0),
        after: window(-288 * (day + 1) + 73, 0),
      })),
    }
    if (figureOf('a', samples)?.reads !== 'as_usual') found += 1 / 2
  }
  return found
}

it('docs/verdicts.md states how often a daily cycle, growth and nightly load count as a change', {
  timeout: 60_000,
}, () => {
  const docs = readFileSync(new URL('../../../docs/verdicts.md', import.meta.url), 'utf8')
  const [none, two, four] = [0, 2, 4].map(moved)
  expect(docs).toContain(`${none} % of the runs that changed nothing`)
  expect(docs).toContain(
    `${two} % of changes by twice the noise, ${four} % of changes by four times the noise`,
  )
})
