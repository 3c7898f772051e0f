import { describe, expect, it } from 'vitest'
import { placeInBox } from '@/components/charts/panel/plot'
import { bucketed, reporting } from '@/test/chart-range'
import { chartLine, type Latest } from './chart-line'
import { bandPath, linePath, partialPath } from './chart-paths'
import { chartRows } from './chart-rows'

const axis = { domain: [0, 100], ticks: [0, 100], step: 100, log: false } satisfies Parameters<
  typeof placeInBox
>[1]
const closed = bucketed({ from: 0, to: 50, step: 10 })

function drawn(avg: (number | null)[], { range = closed, latest = null as Latest | null, half = 10 } = {}) {
  const columns = {
    unit: '%',
    t: [0, 10, 20, 30, 40],
    count: avg.map(() => 1),
    min: avg.map((value) => (value === null ? null : value - half)),
    avg,
    max: avg.map((value) => (value === null ? null : value + half)),
    missing: avg.map((value) => (value === null ? ('no_report' as const) : null)),
  }
  const rows = chartRows(columns, reporting(range), range)
  const gaps = rows.filter((row) => row.avg === null)
  const line = chartLine(rows, gaps, latest)
  const place = placeInBox(range, axis)
  return {
    line: linePath(line, place),
    partial: partialPath(line, place),
    band: bandPath(rows, place),
    dots: line.dots,
  }
}

describe('chart paths', () => {
  it('draws one line, and a band in steps as wide as their buckets', () => {
    const { line, band, dots } = drawn([50, 50, 50, 50, 90])
    expect(line).toBe('M10 50L30 50L50 50L70 50L90 10')
    expect(band).toBe('M0 40V40H20V40H40V40H60V40H80V0H100V20H80V60H60V60H40V60H20V60H0Z')
    expect(dots).toEqual([])
  })

  it('gives a peak of one bucket its height over the whole bucket', () => {
    const { band } = drawn([20, 20, 90, 20, 20])
    expect(band).toContain('V0H60')
  })

  it('breaks line and band at a gap and shows a lone bucket as a dot', () => {
    const { line, band, dots } = drawn([50, 50, null, 20, null])
    expect(line).toBe('M10 50L30 50')
    expect(band.match(/Z/g)).toHaveLength(2)
    expect(dots).toEqual([{ x: 35, value: 20 }])
  })

  it('draws nothing without values', () => {
    expect(drawn([null, null, null, null, null])).toEqual({ line: '', partial: '', band: '', dots: [] })
  })

  it('leads a dashed line to a bucket cut off by the end of a past range', () => {
    const range = bucketed({ from: 0, to: 45, step: 10 })
    const { line, partial } = drawn([50, 50, 50, 50, 95], { range })
    expect(line.match(/L/g)).toHaveLength(3)
    expect(partial).toBe('M77.78 50L94.44 5')
  })

  it('ends at the latest value, not at the average of the bucket in progress', () => {
    const range = bucketed({ from: 0, to: 45, step: 10 }, true)
    const { partial, dots } = drawn([50, 50, 50, 50, 70], { range, latest: { at: 45, value: 20 } })
    expect(partial).toBe('M77.78 50L100 80')
    expect(dots).toEqual([])
  })

  it('shows the latest value alone after a gap as a dot', () => {
    const range = bucketed({ from: 0, to: 45, step: 10 }, true)
    const { partial, dots } = drawn([50, 50, 50, null, 70], { range, latest: { at: 44, value: 20 } })
    expect(partial).toBe('')
    expect(dots).toEqual([{ x: 44, value: 20 }])
  })
})
