import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold, pairAt } from './fold'
import { levelOf } from './level'
import { type Bucket, heardOf, otherLimits, timesTold, wouldBeSilent, wouldFire } from './preview'

const bounds = { over: true, limit: 90, recovery: 80 }
const flat = (minute: number, value: number): Bucket => ({ minute, min: value, avg: value, max: value })

it('with the same value for all of each bucket, says what the reports of each minute would have done', () => {
  const value = fc.constantFrom(50, 85, 95)
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 12 }),
      (values, of, keep) => {
        const rule = { minutes: Math.max(1, of - 1), of, keep }
        const condition = { kind: 'metric', metric: 'cpu', ...bounds, ...rule } as const
        const samples = values.flatMap((metric, index) =>
          [0, 1, 2, 3, 4].map((minute) => ({
            minute: index * 5 + minute,
            level: levelOf(condition, { status: '', code: null, metric }) ?? 0,
          })),
        )
        const { ended, phase } = fold(rule, pairAt(-40), samples)
        const live = [...ended, ...(phase.since === null ? [] : [{ ...phase, ended: null }])]
        const would = wouldFire(
          bounds,
          rule,
          values.map((one, index) => flat(index * 5, one)),
        )
        expect(would.map(({ since, fired, ended: end }) => [since, fired, end])).toEqual(
          live.map(({ since, fired, ended: end }) => [since, fired, end]),
        )
      },
    ),
  )
})

it('counts a bucket by its average, its least or its most, and by a peak where one minute is enough', () => {
  const buckets = [flat(0, 50), { minute: 5, min: 60, avg: 85, max: 99 }, flat(10, 50), flat(15, 50)]
  const times = (minutes: number, basis: 'usual' | 'least' | 'most') =>
    wouldFire(bounds, { minutes, of: 5, keep: 0 }, buckets, basis).length
  expect((['usual', 'least', 'most'] as const).map((basis) => times(4, basis))).toEqual([0, 0, 1])
  expect((['usual', 'least', 'most'] as const).map((basis) => times(1, basis))).toEqual([1, 0, 1])
})

it('says what would fire now', () => {
  expect(wouldFire(bounds, { minutes: 1, of: 1, keep: 0 }, [flat(0, 50), flat(5, 95)])).toEqual([
    { since: 5, fired: 5, ended: null },
  ])
  expect(wouldFire(bounds, { minutes: 1, of: 1, keep: 0 }, [])).toEqual([])
})

it('finds silence between buckets, and up to now', () => {
  expect(wouldBeSilent([0, 5, 30], 20, 70)).toEqual([
    { since: 10, fired: 30, ended: 30 },
    { since: 35, fired: 55, ended: null },
  ])
})

it('counts what begins together as one message, and so a node that comes back soon', () => {
  const at = (fired: number, ended: number | null = fired + 1) => ({ since: fired, fired, ended })
  expect(timesTold(Array.from({ length: 100 }, (_, node) => [at(node / 20)]))).toBe(1)
  expect(timesTold([[at(0), at(20), at(40), at(60)]])).toBe(1)
  expect(timesTold([[at(0), at(100)], [at(50)]])).toBe(3)
  expect(timesTold([[], []])).toBe(0)
})

it.each([
  [true, 85, [80, 85, 90, 95]],
  [true, 90, [85, 90, 95, 100]],
  [false, 20, [21, 20, 19, 18]],
  [true, 0.5, [0.45, 0.5, 0.55, 0.6]],
  [true, 0, [-0.1, 0, 0.1, 0.2]],
  [true, 5_000_000, [4_500_000, 5_000_000, 5_500_000, 6_000_000]],
] as const)('compares with limits a little laxer and stricter (over: %s, %s)', (over, limit, limits) => {
  expect(otherLimits({ over, limit })).toEqual(limits)
})

it('tells of what fires while its node is quiet once that is over, if it still fires then', () => {
  const quiet: [number, number][] = [
    [100, 200],
    [300, 400],
  ]
  const told = (fired: number, ended: number | null, now = 1_000) =>
    heardOf([{ since: fired - 5, fired, ended }], quiet, { keep: 10, now }).map((span) => span.fired)
  expect(told(99, 150)).toEqual([99])
  expect(told(100, 150)).toEqual([])
  expect(told(100, 189)).toEqual([])
  // It keeps firing for ten minutes.
  expect(told(100, 191)).toEqual([200])
  expect(told(200, 201)).toEqual([200])
  expect(told(250, 320)).toEqual([250])
  expect(told(350, null)).toEqual([400])
  expect(told(350, null, 390)).toEqual([])
})
