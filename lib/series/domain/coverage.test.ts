import { describe, expect, it } from 'vitest'
import { coverageOf, metricGaps } from './coverage'
import type { MissingReason } from './missing'
import type { BucketedRange, ReportBefore, StatusColumns } from './series'
import { alignRange, bucketEdges } from './time-range'

/** One letter per bucket: H W E, '?' a report without a status, '.' no report. */
const words: Record<string, string> = { H: 'Healthy', W: 'Warning', E: 'Error' }

const columns = (picture: string): StatusColumns => ({
  reports: [...picture].map((letter) => (letter === '.' ? 0 : 2)),
  worst: [...picture].map((letter) => words[letter] ?? null),
})

function drawn(picture: string, step = 300, openSeconds = step) {
  const from = Math.ceil(3_000 / step) * step
  const time = { from, to: from + (picture.length - 1) * step + openSeconds, step }
  const range: BucketedRange = { ...time, edges: bucketEdges(time), open: openSeconds < step }
  return { status: columns(picture), range }
}

const gapsOf = (
  status: StatusColumns,
  range: BucketedRange,
  cadenceSeconds: number | null,
  before: ReportBefore | null,
) => coverageOf(status, range, { cadenceSeconds, before }).gaps

describe('coverageOf', () => {
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
    ['no reports at all', '....', 300, [[0, 4]]],
    ['unknown cadence', 'H.H', null, [[1, 2]]],
    ['buckets finer than the cadence: punctual', 'H....H....H', 1_500, []],
    ['buckets finer than the cadence in the range', 'H..H..H..H..H', null, []],
    ['finer than that: one missed report', 'H..H.....H..H..H', null, [[4, 9]]],
    ['a current cadence slower than in the range', 'HHHHH.HHH', 900, [[5, 6]]],
    ['a current cadence faster than in the range', 'H..H..H..H', 300, []],
    [
      'a current cadence faster than in a range that shows none',
      'H..H..H',
      300,
      [
        [1, 3],
        [4, 6],
      ],
    ],
    ['an interval that became longer', 'HHHHHH...H...H...H', null, []],
    [
      'the same with a silence in each part',
      'HHH.HHH...H...H.......H...H',
      null,
      [
        [3, 4],
        [15, 22],
      ],
    ],
    ['an interval that became shorter', 'H...H...H...H...HHHHH', 300, []],
    ['the same with a silence just after', 'H...H...H...HHHHH...HHH', 1_200, [[17, 20]]],
    [
      'two single silences in a row',
      'HHH.H.HHH',
      300,
      [
        [3, 4],
        [5, 6],
      ],
    ],
    ['an interval of 1.67 buckets', 'H.H.HH.H.HH.H.HH', 500, []],
    ['a longer interval for three reports only', 'HHHH...H...H...HHHH', null, []],
    [
      'two silences in a row, which are no interval',
      'HHHH...H...HHHH',
      null,
      [
        [4, 7],
        [8, 11],
      ],
    ],
    ['a report slightly late', 'HHH.HH', 310, [[3, 4]]],
    ['buckets finer than the cadence: one report missed', 'H.........H', 1_500, [[1, 10]]],
  ])('%s', (_, picture, cadence, gaps) => {
    const { status, range } = drawn(picture)
    const expected = gaps.map(([from = 0, to = 0]) => ({ from: 3_000 + from * 300, to: 3_000 + to * 300 }))
    expect(gapsOf(status, range, cadence, null)).toEqual(expected)
  })

  it('is the same silence wherever a range cuts it', () => {
    const whole = drawn('H.........H....H')
    const cut = (first: number) => {
      const edges = whole.range.edges.slice(first)
      const range = { ...whole.range, edges, from: edges[0] ?? 0 }
      const reports = whole.status.reports.slice(first)
      const before = { at: 3_010, status: 'Healthy', interval: null }
      return gapsOf({ reports, worst: [] }, range, 1_500, before)
    }
    for (let first = 1; first < 10; first += 1)
      expect(cut(first)).toEqual([{ from: 3_000 + first * 300, to: 6_000 }])
  })

  it('does not call the open bucket a gap before it is over', () => {
    const { status, range } = drawn('HH.', 300, 40)
    expect(gapsOf(status, range, 60, null)).toEqual([])
  })

  it('calls the open bucket a gap once the node counts as silent at its own cadence', () => {
    const open = (seconds: number, cadence: number | null) => {
      const { status, range } = drawn('HH.', 43_200, seconds)
      return gapsOf(status, range, cadence, null).length
    }
    expect([open(900, 300), open(901, 300), open(10_800, 3_600), open(10_801, 3_600)]).toEqual([0, 1, 0, 1])
    expect([open(900, null), open(901, null)]).toEqual([0, 1])
  })

  it('waits as long before it calls whole buckets at the end a gap', () => {
    const end = (picture: string) => {
      const { status, range } = drawn(picture, 10, 5)
      return gapsOf(status, range, 5, null).map(({ from, to }) => to - from)
    }
    expect([end('HH......'), end('HH.......'), end('H..H.')]).toEqual([[], [65], [20]])
  })

  it('ends a final silence at the end of the range, not of the bucket', () => {
    const { status, range } = drawn('H..', 300, 40)
    expect(gapsOf(status, range, 60, null)).toEqual([{ from: 3_300, to: 3_640 }])
  })

  it('treats an empty day of 23 hours as a gap like any other', () => {
    const zone = 'Europe/Berlin'
    const from = Date.parse('2026-03-27T12:00:00Z') / 1_000
    const time = alignRange(from, from + 5 * 86_400, 6, { zone })
    const range = { ...time, edges: bucketEdges(time), open: false }
    expect(range.edges).toHaveLength(7)
    expect(gapsOf(columns('HH.HHH'), range, 300, null)).toEqual([
      { from: range.edges[2], to: range.edges[3] },
    ])
    expect(((range.edges[3] ?? 0) - (range.edges[2] ?? 0)) / 3_600).toBe(23)
  })
})

describe('metricGaps', () => {
  /** r no report, u Unknown, v no value, m maintenance, blank a value. */
  const reasons: Record<string, MissingReason> = {
    r: 'no_report',
    u: 'unknown',
    v: 'no_value',
    m: 'maintenance',
  }

  it.each([
    ['no gap', 'HHHH', '    ', 300, []],
    [
      'each reason on its own',
      'HH.HHH.H',
      '  ruvvm ',
      300,
      ['no_report 1', 'unknown 1', 'no_value 2', 'maintenance 1'],
    ],
    [
      'a silence with maintenance in the middle',
      'H.....H',
      ' rrmmr ',
      300,
      ['no_report 2', 'maintenance 2', 'no_report 1'],
    ],
    ['punctual reports with a value', 'H....H....H', ' rrrr rrrr ', 1_500, []],
    ['punctual reports without one', 'H....H....H', 'vrrrrvrrrr ', 1_500, ['no_value 10']],
    ['the same reason on both sides of a value', 'HHH', 'v v', 300, ['no_value 1', 'no_value 1']],
  ])('%s', (_, picture, letters, cadence, expected) => {
    const { status, range } = drawn(picture)
    const missing = [...letters].map((letter) => reasons[letter] ?? null)
    const found = metricGaps(missing, status, range, gapsOf(status, range, cadence, null))
    expect(found.map((gap) => `${gap.reason} ${(gap.to - gap.from) / 300}`)).toEqual(expected)
  })
})
