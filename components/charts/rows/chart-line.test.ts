import { describe, expect, it } from 'vitest'
import { bucketed, reporting } from '@/test/chart-range'
import { chartLine } from './chart-line'
import { type ChartRow, chartRows } from './chart-rows'

const range = bucketed({ from: 0, to: 60, step: 10 })
const rowsOf = (values: (number | null)[], spread = 0): ChartRow[] =>
  chartRows(
    {
      unit: '',
      t: range.edges.slice(0, -1),
      count: values.map((value) => (value === null ? 0 : 1)),
      min: values.map((value) => (value === null ? null : value - spread)),
      avg: values,
      max: values.map((value) => (value === null ? null : value + spread)),
      missing: values.map((value) => (value === null ? 'no_report' : null)),
    },
    reporting(range),
    range,
  )
const dots = (rows: ChartRow[], gaps: { from: number; to: number }[]) =>
  chartLine(rows, gaps, null).dots.map(({ x }) => x)

describe('dots of a line', () => {
  it.each([
    ['between gaps', [null, 2, null, 4, 5, 6], [15]],
    ['at the ends', [1, null, 3, 3, null, 6], [5, 55]],
    ['nowhere on an unbroken line', [1, 2, 3, 4, 5, 6], []],
  ])('are only points alone in their run: %s', (_, values, alone) => {
    const rows = rowsOf(values)
    expect(
      dots(
        rows,
        rows.filter((row) => row.avg === null),
      ),
    ).toEqual(alone)
  })

  it('are not drawn where a line joins punctual reports over empty buckets', () => {
    expect(dots(rowsOf([1, null, 3, null, 5, null]), [])).toEqual([])
  })
})

it('draws no average of two states', () => {
  const mixed = [...rowsOf([0, 0, 0.5, 1, 1, 1])]
  const [row] = rowsOf([0.5], 0.5)
  if (row) mixed[2] = { ...row, from: 20, to: 30, x: 25 }
  expect(chartLine(mixed, [], null, true).whole.map(({ value }) => value)).toEqual([0, 0, null, 1, 1, 1])
})
