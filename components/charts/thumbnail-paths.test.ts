import { describe, expect, it } from 'vitest'
import { bucketed, reporting } from '@/test/chart-range'
import { chartRows } from './chart-rows'
import { thumbnailPaths } from './thumbnail-paths'

const range = bucketed({ from: 0, to: 50, step: 10 })
const paths = (avg: (number | null)[]) =>
  thumbnailPaths(
    chartRows(
      {
        unit: '%',
        t: [0, 10, 20, 30, 40],
        count: avg.map(() => 1),
        min: avg.map((value) => (value === null ? null : value - 10)),
        avg,
        max: avg.map((value) => (value === null ? null : value + 10)),
        missing: avg.map((value) => (value === null ? 'no_report' : null)),
      },
      reporting(range),
      range,
    ),
    range,
    [0, 100],
  )

describe('thumbnailPaths', () => {
  it('draws one line and one band without a gap', () => {
    const { line, band, dots } = paths([50, 50, 50, 50, 100])
    expect(line).toBe('M10 50L30 50L50 50L70 50L90 0')
    expect(band).toBe('M10 40L30 40L50 40L70 40L90 -10L90 10L70 60L50 60L30 60L10 60Z')
    expect(dots).toEqual([])
  })

  it('breaks line and band at a gap and shows a lone bucket as a dot', () => {
    const { line, band, dots } = paths([50, 50, null, 20, null])
    expect(line).toBe('M10 50L30 50')
    expect(band.match(/Z/g)).toHaveLength(1)
    expect(dots).toEqual([{ x: 70, y: 80 }])
  })

  it('draws nothing without values', () => {
    expect(paths([null, null, null, null, null])).toEqual({ line: '', band: '', dots: [] })
  })
})
