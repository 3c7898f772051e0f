import { describe, expect, it } from 'vitest'
import { bucketed, reporting } from '@/test/chart-range'
import { chartRows } from './chart-rows'
import { counterRates } from './counter-rate'

const range = bucketed({ from: 0, to: 60, step: 10 })

/** The first and last value of each bucket; null without reports. */
function rates(values: ([number, number] | null)[], metric = 'requests_total', open = false) {
  const own = open ? bucketed({ from: 0, to: 55, step: 10 }, true) : range
  const rows = chartRows(
    {
      unit: '',
      t: [0, 10, 20, 30, 40, 50],
      count: values.map((value) => (value ? 2 : 0)),
      min: values.map((value) => value?.[0] ?? null),
      avg: values.map((value) => value && (value[0] + value[1]) / 2),
      max: values.map((value) => value?.[1] ?? null),
      missing: values.map((value) => (value ? null : 'no_report')),
    },
    reporting(own),
    own,
  )
  const gaps = rows.filter((row) => row.avg === null)
  return counterRates(metric, rows, gaps)
}
const figures = (...of: Parameters<typeof rates>) => rates(...of)?.map(({ avg }) => avg)

/** Ten more in each bucket. */
const growing = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from }, (_, index) => [(from + index) * 10, (from + index) * 10 + 5])

/** The last bucket has one report of five. */
const stopped = () =>
  chartRows(
    {
      unit: '',
      t: range.edges.slice(0, -1),
      count: [5, 5, 5, 5, 5, 1],
      min: [0, 10, 20, 30, 40, 50],
      avg: [4, 14, 24, 34, 44, 50],
      max: [8, 18, 28, 38, 48, 50],
      missing: range.edges.slice(0, -1).map(() => null),
    },
    reporting(range),
    range,
  )

describe('counterRates', () => {
  it('is what a counter grew by, per second', () => {
    expect(figures(growing(0, 6))).toEqual([null, 1, 1, 1, 1, 1])
  })

  it('is never negative: where the counter began again there is no rate', () => {
    const long = bucketed({ from: 0, to: 400, step: 10 })
    const values = Array.from({ length: 40 }, (_, index) => (index < 20 ? index * 10 : (index - 20) * 10))
    const rows = chartRows(
      {
        unit: '',
        t: long.edges.slice(0, -1),
        count: values.map(() => 1),
        min: values,
        avg: values,
        max: values,
        missing: values.map(() => null),
      },
      reporting(long),
      long,
    )
    const found = counterRates('requests_total', rows, [])
    expect(found?.[20]).toMatchObject({ avg: null, rateless: true })
    expect(found?.filter(({ avg }) => avg === null)).toHaveLength(2)
    expect(found?.every(({ avg }) => avg === null || avg === 1)).toBe(true)
  })

  it('has no rate after a gap', () => {
    const values = [...growing(0, 2), null, ...growing(3, 6)]
    expect(figures(values)).toEqual([null, 1, null, null, 1, 1])
  })

  it('has no rate where reports stopped within the bucket, instead of a lower one', () => {
    const found = counterRates('requests_total', stopped(), [])
    expect(found?.map(({ avg }) => avg)).toEqual([null, 1, 1, 1, 1, null])
  })

  it('has no rate of a bucket in progress', () => {
    expect(figures(growing(0, 6), undefined, true)).toEqual([null, 1, 1, 1, 1, null])
  })

  it('leaves other metrics alone, and what only has the name of a counter', () => {
    expect(rates(growing(0, 6), 'memory_usage_mb')).toBeNull()
    expect(rates(growing(0, 6).toReversed(), 'threads_total')).toBeNull()
    expect(rates(growing(0, 6), 'node_cpu_seconds_total{cpu="0"}')).not.toBeNull()
  })
})
