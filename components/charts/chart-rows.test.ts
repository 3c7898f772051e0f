import { describe, expect, it } from 'vitest'
import type { SeriesColumns, StatusColumns } from '@/lib/domain/series'
import { bucketStarts } from '@/lib/domain/time-range'
import { chartRows, extent, meanOf } from './chart-rows'

const range = { from: 1_000, to: 1_047, step: 10 }

const columnsOf = (avg: (number | null)[], t = bucketStarts(range)): SeriesColumns => ({
  unit: '%',
  t,
  count: avg.map((value) => (value === null ? 0 : 2)),
  min: avg.map((value) => (value === null ? null : value - 1)),
  avg,
  max: avg.map((value) => (value === null ? null : value + 1)),
})

describe('chartRows', () => {
  it('draws a bucket in the middle of what it covers and marks the one that still grows', () => {
    const rows = chartRows(columnsOf([1, 2, 3, 4, 5]), null, range)
    expect(rows.map((row) => row.x)).toEqual([1_005, 1_015, 1_025, 1_035, 1_043.5])
    expect(rows.map((row) => row.open)).toEqual([false, false, false, false, true])
    expect(rows.at(-1)?.to).toBe(1_047)
  })

  it('has no open bucket when the range ends with one', () => {
    const rows = chartRows(columnsOf([1, 2]), null, { from: 1_000, to: 1_020, step: 10 })
    expect(rows.some((row) => row.open)).toBe(false)
  })

  it('keeps a missing sample null, never 0', () => {
    const rows = chartRows(columnsOf([1, null, 0, null, 5]), null, range)
    expect(rows.map((row) => row.avg)).toEqual([1, null, 0, null, 5])
    expect(rows.map((row) => row.min)).toEqual([0, null, -1, null, 4])
    expect(rows.map((row) => row.count)).toEqual([2, 0, 2, 0, 2])
  })

  it.each([
    ['neighbours on both sides', [1, 2, 3, null, null], [false, false, false, false, false]],
    ['alone between gaps', [null, 2, null, 4, 5], [false, true, false, false, false]],
    ['alone at the ends', [1, null, null, null, 5], [true, false, false, false, true]],
  ])('finds a bucket that no line could show: %s', (_, avg, lone) => {
    expect(chartRows(columnsOf(avg), null, range).map((row) => row.lone)).toEqual(lone)
  })

  it('fills in a bucket that the columns leave out', () => {
    const rows = chartRows(columnsOf([1, 5], [1_000, 1_040]), null, range)
    expect(rows.map((row) => row.avg)).toEqual([1, null, null, null, 5])
  })

  it('knows reports that do not hold this metric', () => {
    const status: StatusColumns = {
      t: bucketStarts(range),
      reports: [2, 3, 0, 2, 2],
      worst: ['Healthy', 'Healthy', null, 'Healthy', 'Healthy'],
    }
    const rows = chartRows(columnsOf([1, null, null, 4, 5]), status, range)
    expect(rows.map((row) => row.reports)).toEqual([2, 3, 0, 2, 2])
  })

  it('scales values, not times or counts', () => {
    const [row] = chartRows(columnsOf([2_000]), null, range, 0.001)
    expect(row).toMatchObject({ avg: 2, min: 1.999, max: 2.001, count: 2, from: 1_000 })
  })

  it('has a row for every bucket of a metric that never came', () => {
    expect(chartRows(undefined, null, range).map((row) => row.avg)).toEqual([null, null, null, null, null])
  })

  it('never makes more than 300 rows', () => {
    const rows = chartRows(undefined, null, { from: 0, to: 100_000, step: 10 })
    expect(rows).toHaveLength(300)
    expect(rows.at(-1)?.to).toBe(100_000)
  })
})

describe('extent', () => {
  it('holds the extremes of the band, not of the averages', () => {
    expect(extent(chartRows(columnsOf([5, null, 9]), null, range))).toEqual({ min: 4, max: 10 })
  })
  it('is null without samples', () => {
    expect(extent(chartRows(undefined, null, range))).toBeNull()
  })
})

describe('meanOf', () => {
  it('weighs a bucket by its samples', () => {
    const columns = { ...columnsOf([10, 40]), count: [3, 1] }
    expect(meanOf(chartRows(columns, null, range))).toBe(17.5)
  })
  it('stays finite with huge values', () => {
    expect(meanOf(chartRows(columnsOf([1.5e308, 1.5e308]), null, range))).toBeCloseTo(1.5e308, -300)
  })
  it('is null without samples', () => {
    expect(meanOf(chartRows(columnsOf([null]), null, range))).toBeNull()
  })
})
