import { describe, expect, it } from 'vitest'
import { silenceBetween, silencesOf, windowsToRead } from './report-windows'
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
  ['into a gap after it', [{ from: 600, to: 1_200 }], 1, [420, 480], [{ from: 540, to: 600 }]],
  ['out of a gap before it', [{ from: 0, to: 600 }], 2, [720, 780], [{ from: 600, to: 720 }]],
  ['nowhere beside buckets without a gap', [], 1, [400, 500], []],
])('places a silence that goes on %s', (_, gaps, at, [firstAt = 0, lastAt = 0], expected) => {
  const reading = {
    ...{ from: at * 300, to: at * 300 + 300, first: at, last: at, reports: 2, changes: 0, firstAt, lastAt },
    ...{ firstStatus: 'Healthy', lastStatus: 'Healthy', silences: [], spacing: 60, due: 60 },
  }
  expect(silencesOf([reading], gaps, range(4))).toEqual(expected)
})

describe('reads what is thin beside buckets of the same interval', () => {
  const dense = [60, 60, 60, 60]
  const sparse = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

  it.each([
    ['a silence where the interval was shorter than later', [60, 12, ...dense, ...sparse], [[1, 1, 12]]],
    ['the bucket of the change', [...dense, 30, ...sparse], [[4, 4, 30]]],
    ['nothing of a longer interval', [...dense, ...sparse], []],
  ])('%s', (_, reports, expected) => {
    expect(windows(reports)).toEqual(expected)
  })
})

describe('silenceBetween', () => {
  const between = (
    seconds: number,
    before: (number | null)[],
    after: (number | null)[],
    interval: number | null = null,
  ) => silenceBetween({ from: 1_000, to: 1_000 + seconds, interval, before, after }, 60)?.from ?? null

  it.each([
    ['a report missed', 10, [5, 5], [5, 5], null, 1_005],
    ['a report that came in time', 6, [5, 5], [5, 5], null, null],
    ['an interval that became longer', 300, [5, 5], [300, 300], null, null],
    ['an interval that became shorter', 300, [300, 300], [5, 5], null, null],
    ['a longer one that is announced', 300, [5, 5], [5, 5], 300, null],
    ['a shorter one that is announced', 300, [300, 300], [5, 5], 5, 1_005],
    ['two silences in a row', 300, [5, 5], [300, 5], null, 1_005],
    ['too little around it', 70, [null, null], [null, 5], null, null],
    ['too little around it, and far more than usual', 100, [null, null], [null, 5], null, 1_060],
  ])('%s', (_, seconds, before, after, interval, expected) => {
    expect(between(seconds, before, after, interval)).toBe(expected)
  })
})
