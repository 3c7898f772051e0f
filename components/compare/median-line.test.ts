import { expect, it } from 'vitest'
import { medianLine } from './median-line'

const rows = (values: (number | null)[]) => values.map((avg, bucket) => ({ from: bucket * 60, avg }))

it('is the middle value of each bucket, or the mean of the two in the middle', () => {
  const lines = [rows([1, 1]), rows([2, 7]), rows([9, 3])].map((own) => ({ rows: own, gaps: [] }))
  expect(medianLine(lines)).toEqual([2, 3])
  expect(medianLine(lines.slice(0, 2))).toEqual([1.5, 4])
})

it('is unknown where more than half of the lines have a gap', () => {
  const gap = [{ from: 60, to: 120 }]
  const lines = [
    { rows: rows([1, null]), gaps: gap },
    { rows: rows([2, null]), gaps: gap },
    { rows: rows([9, 3]), gaps: [] },
  ]
  expect(medianLine(lines)).toEqual([2, null])
})

it('counts a line between two punctual reports, as it is drawn', () => {
  const lines = [
    { rows: rows([4, null, 8]), gaps: [] },
    { rows: rows([2, 2, 2]), gaps: [] },
    { rows: rows([6, null, 6]), gaps: [] },
  ]
  expect(medianLine(lines)).toEqual([4, 4, 6])
})
