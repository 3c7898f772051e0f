import { expect, it } from 'vitest'
import { float8Array } from '@/lib/db/connection/binary-array'
import { openRow, type SeriesRow } from './series-row'

const arrays = (...all: number[][]): Buffer => Buffer.concat(all.map(float8Array))

const taken = (row: SeriesRow, starts: readonly number[]): [number, number][] => {
  const { at, read } = openRow(row, starts)
  const buckets: number[] = []
  const counts: number[] = []
  at(buckets)
  read(row.count, counts)
  return buckets.map((bucket, index) => [bucket, counts[index] ?? Number.NaN])
}

const rolled = {
  ...{ kind: 'status', name: 'Healthy', step: 300, since: 300, before: 11_000, raw_buckets: [] },
  // Unordered, as an aggregate returns them; `before` cuts 10,800 to 10,800 + 300, which begins earlier.
  ...{ chunks: arrays([7_200, 0]), at: arrays([0, 11, 12, 13], [0, 1, 23]) },
  count: arrays([1, 2, 3, 4], [5, 6, 7]),
} satisfies SeriesRow

it('puts roll-ups into the buckets in which they begin, and leaves out those outside its range', () => {
  expect(taken(rolled, [300, 6_900, 7_200, 10_800])).toEqual([
    [2, 1],
    [2, 2],
    [3, 3],
    [0, 6],
    [1, 7],
  ])
})

it('leaves out the buckets that are read from the raw reports', () => {
  expect(taken({ ...rolled, raw_buckets: [1, 36] }, [0, 7_200])).toEqual([
    [1, 1],
    [1, 2],
    [0, 7],
  ])
})

it('puts raw reports into their buckets', () => {
  const { kind, name } = rolled
  const row: SeriesRow = { kind, name, step: null, at: arrays([3, 0]), count: arrays([7, 8]) }
  expect(taken(row, [0, 60, 120, 180])).toEqual([
    [3, 7],
    [0, 8],
  ])
})
