import { describe, expect, it } from 'vitest'
import { reportGaps, statusStretches } from './reporting'
import type { StatusColumns } from './series'
import { bucketStarts } from './time-range'

/** One letter a bucket: H W E, '?' a report without a status, '.' no report. */
const words: Record<string, string> = { H: 'Healthy', W: 'Warning', E: 'Error' }
function drawn(picture: string, step = 300, openSeconds = step) {
  const range = { from: 3_000, to: 3_000 + (picture.length - 1) * step + openSeconds, step }
  const letters = [...picture]
  const status: StatusColumns = {
    t: bucketStarts(range),
    reports: letters.map((letter) => (letter === '.' ? 0 : 2)),
    worst: letters.map((letter) => words[letter] ?? null),
  }
  return { status, range }
}

describe('reportGaps', () => {
  it.each([
    ['no gap', 'HHHH', 300, []],
    ['one empty bucket', 'HH.H', 300, [[2, 3]]],
    [
      'a long gap and another',
      'H...H.H',
      300,
      [
        [1, 4],
        [5, 6],
      ],
    ],
    ['the silent end', 'HH....', 300, [[2, 6]]],
    ['the silent start', '..HH', 300, [[0, 2]]],
    ['nothing at all', '....', 300, [[0, 4]]],
    ['unknown cadence', 'H.H', null, [[1, 2]]],
    ['buckets finer than the cadence: punctual', 'H....H....H', 1_500, []],
    ['finer than the cadence that the range shows', 'H..H..H..H..H', null, []],
    ['finer than that: one report missed', 'H..H.....H..H..H', null, [[4, 9]]],
    ['a cadence of now that is slower than the range', 'HHHHH.HHH', 900, [[5, 6]]],
    [
      'a cadence of now that is faster than the range',
      'H..H..H..H',
      300,
      [
        [1, 3],
        [4, 6],
        [7, 9],
      ],
    ],
    ['a cadence that is late by a little', 'HHH.HH', 310, [[3, 4]]],
    ['buckets finer than the cadence: one report missed', 'H.........H', 1_500, [[1, 10]]],
  ])('%s', (_, picture, cadence, gaps) => {
    const { status, range } = drawn(picture)
    const expected = gaps.map(([from = 0, to = 0]) => ({ from: 3_000 + from * 300, to: 3_000 + to * 300 }))
    expect(reportGaps(status, range, cadence)).toEqual(expected)
  })

  it('does not call the open bucket a gap before it is over', () => {
    const { status, range } = drawn('HH.', 300, 40)
    expect(reportGaps(status, range, 60)).toEqual([])
  })

  it('ends a silent end at the end of the range, not of the bucket', () => {
    const { status, range } = drawn('H..', 300, 40)
    expect(reportGaps(status, range, 60)).toEqual([{ from: 3_300, to: 3_640 }])
  })

  it('takes a bucket that the columns leave out for one without reports', () => {
    const { range } = drawn('HHHH')
    const status = { t: [3_000, 3_900], reports: [1, 1], worst: ['Healthy', 'Healthy'] }
    expect(reportGaps(status, range, 300)).toEqual([{ from: 3_300, to: 3_900 }])
  })
})

describe('statusStretches', () => {
  it.each([
    ['HHWWH', ['Healthy 2', 'Warning 2', 'Healthy 1']],
    ['HH..H', ['Healthy 2', 'null 2', 'Healthy 1']],
    ['..E', ['null 2', 'Error 1']],
    ['H?H', ['Healthy 1', 'Unknown 1', 'Healthy 1']],
  ])('%s', (picture, expected) => {
    const { status, range } = drawn(picture)
    const found = statusStretches(status, range, 300)
    expect(found.map((s) => `${s.status} ${(s.to - s.from) / 300}`)).toEqual(expected)
  })

  it('goes on with the last status between punctual reports', () => {
    const { status, range } = drawn('H....W....W')
    const found = statusStretches(status, range, 1_500)
    expect(found.map((s) => s.status)).toEqual(['Healthy', 'Warning'])
  })

  it('leaves out the time before a first report that came in time', () => {
    const { status, range } = drawn('...H....H....H')
    const found = statusStretches(status, range, 1_500)
    expect(found).toEqual([{ from: 3_900, to: range.to, status: 'Healthy' }])
  })

  it('covers the range without holes', () => {
    const { status, range } = drawn('.H..WWE.', 300, 20)
    const found = statusStretches(status, range, 60)
    expect(found[0]?.from).toBe(range.from)
    expect(found.at(-1)?.to).toBe(range.to)
    found.slice(1).forEach((stretch, index) => {
      expect(stretch.from).toBe(found[index]?.to)
    })
  })
})
