import { describe, expect, it } from 'vitest'
import type { SeriesColumns } from '@/lib/series/domain/series'
import { bucketed, reporting } from '@/test/chart-range'
import { bucketIndexAt, chartRows, extent, lineRows, meanOf } from './chart-rows'

const range = bucketed({ from: 1_000, to: 1_047, step: 10 }, true)
const status = reporting(range)

const columnsOf = (avg: (number | null)[]): SeriesColumns => ({
  unit: '%',
  t: range.edges.slice(0, -1),
  count: avg.map((value) => (value === null ? 0 : 2)),
  min: avg.map((value) => (value === null ? null : value - 1)),
  avg,
  max: avg.map((value) => (value === null ? null : value + 1)),
  missing: avg.map((value) => (value === null ? 'no_value' : null)),
})

describe('chartRows', () => {
  it('draws a bucket in the middle of the time it covers and marks the one in progress', () => {
    const rows = chartRows(columnsOf([1, 2, 3, 4, 5]), status, range)
    expect(rows.map((row) => row.x)).toEqual([1_005, 1_015, 1_025, 1_035, 1_043.5])
    expect(rows.map((row) => row.open)).toEqual([false, false, false, false, true])
    expect(rows.map((row) => row.partial)).toEqual([false, false, false, false, true])
    expect(rows.at(-1)?.to).toBe(1_047)
  })

  it('distinguishes a bucket cut off by a past range from one in progress', () => {
    const past = chartRows(undefined, status, { ...range, open: false }).at(-1)
    expect(past).toMatchObject({ partial: true, open: false })
  })

  it('has no partial bucket when the range ends with a bucket', () => {
    const whole = bucketed({ from: 1_000, to: 1_020, step: 10 })
    expect(chartRows(columnsOf([1, 2]), status, whole).some((row) => row.partial || row.open)).toBe(false)
  })

  it('follows buckets of different lengths', () => {
    const zone = 'Europe/Berlin'
    const days = bucketed({
      from: Date.parse('2026-03-27T23:00:00Z') / 1_000,
      to: 1_774_821_600,
      step: 86_400,
      zone,
    })
    const hours = chartRows(undefined, reporting(days), days).map((row) => (row.to - row.from) / 3_600)
    expect(hours).toEqual([24, 23])
  })

  it('keeps a missing sample null, never 0, and says why', () => {
    const rows = chartRows(columnsOf([1, null, 0, null, 5]), status, range)
    expect(rows.map((row) => row.avg)).toEqual([1, null, 0, null, 5])
    expect(rows.map((row) => row.min)).toEqual([0, null, -1, null, 4])
    expect(rows.map((row) => row.count)).toEqual([2, 0, 2, 0, 2])
    expect(rows.map((row) => row.missing)).toEqual([null, 'no_value', null, 'no_value', null])
  })

  it('recognises reports without this metric', () => {
    const some = { ...status, reports: [2, 3, 0, 2, 2] }
    const rows = chartRows(columnsOf([1, null, null, 4, 5]), some, range)
    expect(rows.map((row) => row.reports)).toEqual([2, 3, 0, 2, 2])
  })

  it('keeps a mean between its samples, whatever the rounding of their sum', () => {
    const columns = { ...columnsOf([0.02, 1, 1, 1, 1]), min: [0.02, 1, 1, 1, 1], max: [0.02, 1, 1, 1, 1] }
    const rows = chartRows({ ...columns, avg: [0.019999999999999997, 1, 1, 1, 1] }, status, range)
    expect(rows[0]?.avg).toBe(0.02)
  })

  it('has a row for every bucket of a metric that was never reported', () => {
    const rows = chartRows(undefined, { ...status, reports: [2, 0, 2, 2, 2] }, range)
    expect(rows.map((row) => row.avg)).toEqual([null, null, null, null, null])
    expect(rows.map((row) => row.missing)).toEqual([
      'no_value',
      'no_report',
      'no_value',
      'no_value',
      'no_value',
    ])
  })
})

describe('lineRows', () => {
  const at = (avg: (number | null)[], gaps: { from: number; to: number }[]) =>
    lineRows(chartRows(columnsOf(avg), status, range), gaps).map((row) => row.avg)

  it('skips empty buckets between punctual reports and keeps gaps', () => {
    expect(at([1, null, 3, null, 5], [])).toEqual([1, 3, 5])
    expect(at([1, null, 3, null, 5], [{ from: 1_030, to: 1_040 }])).toEqual([1, 3, null, 5])
    expect(at([null, 2, null, null, null], [{ from: 1_020, to: 1_047 }])).toEqual([2, null, null, null])
  })
})

describe('extent', () => {
  it('holds the extremes of the band, not of the averages', () => {
    expect(extent(chartRows(columnsOf([5, null, 9, null, null]), status, range))).toEqual({
      min: 4,
      max: 10,
      whole: true,
    })
    expect(extent(chartRows(columnsOf([5, null, 9.5, null, null]), status, range))?.whole).toBe(false)
  })
  it('is null without samples', () => {
    expect(extent(chartRows(undefined, status, range))).toBeNull()
  })
})

describe('meanOf', () => {
  it('weighs a bucket by its samples', () => {
    const columns = { ...columnsOf([10, 40, null, null, null]), count: [3, 1, 0, 0, 0] }
    expect(meanOf(chartRows(columns, status, range))).toBe(17.5)
  })
  it('stays finite with huge values', () => {
    const huge = columnsOf([1.5e308, 1.5e308, null, null, null])
    expect(meanOf(chartRows(huge, status, range))).toBeCloseTo(1.5e308, -300)
  })
  it('is null without samples', () => {
    expect(meanOf(chartRows(columnsOf([null, null, null, null, null]), status, range))).toBeNull()
  })
})

describe('bucketIndexAt', () => {
  const rows = chartRows(columnsOf([1, 2, 3, 4, 5]), status, range)

  it('finds the bucket that holds a time', () => {
    expect([1_000, 1_009, 1_010, 1_046].map((at) => bucketIndexAt(rows, at))).toEqual([0, 0, 1, 4])
  })

  it('stays at the end that the range has moved past', () => {
    expect([990, 0, 1_047, 9_999].map((at) => bucketIndexAt(rows, at))).toEqual([0, 0, 4, 4])
    expect(bucketIndexAt([], 1_000)).toBe(-1)
  })
})
