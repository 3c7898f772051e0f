import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayStillCome, reasonsOf, underMaintenance } from './missing'

const buckets = (step: number, count = 6) =>
  Array.from({ length: count }, (_, index) => ({ from: index * step, to: (index + 1) * step }))

/** The buckets under maintenance, by number. */
const under = (step: number, runs: [number, number][], cadence: number | null) =>
  underMaintenance(
    buckets(step),
    runs.map(([from, to]) => ({ from, to })),
    buckets(step).map(() => cadence),
  ).flatMap((yes, index) => (yes ? [index] : []))

describe('underMaintenance', () => {
  it.each<[string, number, [number, number][], number | null, number[]]>([
    ['no job', 300, [], 300, []],
    ['whole buckets', 300, [[300, 900]], 300, [1, 2]],
    ['parts of buckets, since no report was due in the rest', 300, [[500, 700]], 300, [1, 2]],
    ['a short job does not excuse a long silence', 3_600, [[4_000, 4_048]], 300, []],
    ['a long job does', 3_600, [[3_700, 7_000]], 300, [1]],
    ['the same for a node that reports daily', 3_600, [[4_000, 4_048]], 86_400, [1]],
    ['an unknown cadence', 900, [[910, 920]], null, [1]],
    [
      'two jobs count together',
      3_600,
      [
        [3_600, 5_400],
        [5_400, 7_000],
      ],
      300,
      [1],
    ],
    [
      'jobs that overlap count once',
      3_600,
      [
        [3_600, 4_600],
        [3_600, 4_600],
        [4_000, 4_600],
      ],
      300,
      [],
    ],
    ['a job that took no time', 300, [[400, 400]], 300, []],
    [
      'one job before and one after',
      300,
      [
        [-900, 0],
        [1_800, 2_000],
      ],
      300,
      [],
    ],
    [
      'jobs in any order',
      300,
      [
        [1_500, 1_800],
        [0, 300],
      ],
      300,
      [0, 5],
    ],
  ])('%s', (_, step, runs, cadence, expected) => {
    expect(under(step, runs, cadence)).toEqual(expected)
  })

  it('judges each bucket by its own interval', () => {
    const found = underMaintenance(buckets(300, 2), [{ from: 290, to: 310 }], [5, 300])
    expect(found).toEqual([false, true])
  })

  it('never applies where no job ran, and always where one ran throughout', () => {
    const run = fc.tuple(fc.integer({ min: -500, max: 2_500 }), fc.integer({ min: 0, max: 900 }))
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), fc.integer({ min: 10, max: 400 }), (pairs, step) => {
        const runs = pairs.map(([from, length]) => ({ from, to: from + length }))
        underMaintenance(
          buckets(step),
          runs,
          buckets(step).map(() => 60),
        ).forEach((yes, index) => {
          const [from, to] = [index * step, (index + 1) * step]
          if (runs.some((one) => one.from <= from && one.to >= to)) expect(yes).toBe(true)
          if (!runs.some((one) => one.from < to && one.to > from)) expect(yes).toBe(false)
        })
      }),
    )
  })
})

it('names the most specific reason', () => {
  const [no, yes] = [false, true]
  expect(
    reasonsOf([0, 2, 2, 2, 0, 2, 0, 2, 0], [0, 0, 1, 2, 0, 2, 0, 0, 0], {
      maintenance: [no, no, no, no, yes, yes, no, no, yes],
      notYet: [no, no, no, no, no, no, yes, yes, yes],
    }),
  ).toEqual([
    ...['no_report', 'no_value', 'no_value', 'unknown', 'maintenance', 'maintenance'],
    ...['not_yet', 'no_value', 'maintenance'],
  ])
})

it.each([
  ['what a node has told ends', 900, [3, 4, 5]],
  ['now begins, once its next contact is overdue', null, [5]],
  ['now begins, even if its clock is ahead', 2_000, [5]],
])('reports may still come from where %s', (_, told, expected) => {
  const found = mayStillCome(buckets(300), told, 1_500)
  expect(found.flatMap((yes, index) => (yes ? [index] : []))).toEqual(expected)
})
