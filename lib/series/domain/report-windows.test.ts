import { expect, it } from 'vitest'
import { silencesOf, windowsToRead } from './report-windows'
import { bucketEdges } from './time-range'

const range = (buckets: number) => {
  const time = { from: 0, to: buckets * 300, step: 300 }
  return { ...time, edges: bucketEdges(time), open: false }
}

/** Reports of each bucket; ill ones in the second list. */
const windows = (reports: number[], ill: number[] = []) => {
  const errors = reports.map((_, index) => ill[index] ?? 0)
  const healthy = reports.map((count, index) => count - (errors[index] ?? 0))
  return windowsToRead(
    { reports, worst: [] },
    [
      { status: 'Healthy', reports: healthy },
      { status: 'Error', reports: errors },
    ],
    range(reports.length),
  ).map(({ first, last, reports: own }) => [first, last, own])
}

it.each([
  ['buckets of one status', [5, 5, 5], [0, 5], []],
  ['a mixed bucket', [5, 5, 5], [0, 2], [[1, 1, 5]]],
  ['mixed buckets in a row', [5, 5, 5, 5], [1, 1], [[0, 1, 10]]],
  ['a thin bucket', [5, 3, 5], [], [[1, 1, 3]]],
  ['a silence between two thin buckets', [5, 3, 0, 0, 2, 5], [], [[1, 4, 5]]],
  ['none where a bucket has a report or two', [1, 2, 1], [], []],
])('finds the buckets that say too little: %s', (_, reports, ill, expected) => {
  expect(windows(reports, ill)).toEqual(expected)
})

it('reads the newest windows, up to so many reports', () => {
  expect(windows([9_000, 9_000, 9_000, 9_000, 9_000], [1, 0, 1, 0, 1])).toEqual([
    [2, 2, 9_000],
    [4, 4, 9_000],
  ])
})

it.each([
  ['into empty buckets after it', [5, 2, 0, 0], 1, [420, 480], [{ from: 540, to: 600 }]],
  ['out of empty buckets before it', [0, 0, 2, 5], 2, [720, 780], [{ from: 600, to: 720 }]],
  ['nowhere beside buckets with reports', [5, 2, 5], 1, [400, 500], []],
])('places a silence that goes on %s', (_, reports, at, [firstAt = 0, lastAt = 0], expected) => {
  const reading = {
    ...{ from: at * 300, to: at * 300 + 300, first: at, last: at, reports: 2, changes: 0, firstAt, lastAt },
    ...{ firstStatus: 'Healthy', lastStatus: 'Healthy', silences: [] },
  }
  const status = { reports, worst: [] }
  expect(silencesOf([reading], status, range(reports.length), { spacing: 60, silentAfter: 180 })).toEqual(
    expected,
  )
})
