import { describe, expect, it } from 'vitest'
import { chartRows } from '@/components/charts/rows/chart-rows'
import { bucketed, reporting } from '@/test/chart-range'
import { bucketAt, plotOf, xOf, yOf, zoomRange } from './plot'

const range = bucketed({ from: 1_000, to: 1_095, step: 10 })
const rows = chartRows(undefined, reporting(range), range)
const axis = { domain: [0, 50] as [number, number], ticks: [0, 50], step: 50, log: false }
const plot = plotOf({ width: 157, height: 200 }, range, axis, 48)

describe('plot', () => {
  it('places times and values according to the axes', () => {
    expect(xOf(plot, 1_000)).toBe(48)
    expect(xOf(plot, 1_095)).toBe(143)
    expect(yOf(plot, 0)).toBe(plot.top + plot.height)
    expect(yOf(plot, 50)).toBe(plot.top)
    expect(yOf(plot, 25)).toBe(plot.top + plot.height / 2)
  })

  it('places values on a logarithmic axis by their ratio', () => {
    const log = { ...plot, axis: { domain: [1, 10_000] as [number, number], ticks: [], step: 0, log: true } }
    expect(yOf(log, 100)).toBeCloseTo(plot.top + plot.height / 2, 9)
  })
})

describe('bucketAt', () => {
  it.each([
    [0, 0],
    [48, 0],
    [57.9, 0],
    [58.1, 1],
    [142.9, 9],
    [500, 9],
  ])('%d px is bucket %d', (x, index) => {
    expect(bucketAt(plot, rows, x)).toBe(index)
  })
  it('finds none in an empty chart', () => {
    expect(bucketAt(plot, [], 60)).toBeNull()
  })
})

describe('zoomRange', () => {
  it.each([
    ['forwards', 1, 8, { from: 1_010, to: 1_090 }],
    ['backwards', 8, 1, { from: 1_010, to: 1_090 }],
    ['into the open bucket', 2, 9, { from: 1_020, to: 1_095 }],
    ['one bucket: widened to a minute', 9, 9, { from: 1_035, to: 1_095 }],
    ['outside', 3, 99, null],
  ])('%s', (_, one, other, expected) => {
    expect(zoomRange(rows, one, other)).toEqual(expected)
  })
})
