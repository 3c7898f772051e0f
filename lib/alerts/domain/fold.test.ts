import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Firing, fold, isQuiet, lateMinutes, type Phase, pairAt, type Sample } from './fold'
import type { Level } from './level'

const level = fc.constantFrom<Level[]>(0, 1, 2)
const firing: fc.Arbitrary<Firing> = fc
  .record({
    of: fc.integer({ min: 1, max: 8 }),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    keep: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ of, share, keep }) => ({ of, minutes: Math.ceil(of * share), keep }))

/** Reports of consecutive minutes, one run of the fold for each. */
function live(rule: Firing, levels: readonly Level[]) {
  let pair = pairAt(-1)
  const phases: Phase[] = []
  for (const [minute, one] of levels.entries()) {
    const judged = fold(rule, pair, [{ minute, level: one }])
    pair = judged.pair
    phases.push(judged.phase)
  }
  return { pair, phases }
}

const fires = (phases: readonly Phase[]): number =>
  phases.filter(({ since }, index) => since !== null && (phases[index - 1]?.since ?? null) === null).length

it('fires in the minute in which enough of the last ones are bad, and not before', () => {
  fc.assert(
    fc.property(firing, fc.array(level, { maxLength: 40 }), (rule, levels) => {
      const { phases } = live(rule, levels)
      const first = phases.findIndex(({ since }) => since !== null)
      const bad = (at: number): number =>
        levels.slice(Math.max(0, at - rule.of + 1), at + 1).filter((one) => one === 2).length
      const expected = levels.findIndex((one, at) => one === 2 && bad(at) >= rule.minutes)
      expect(first).toBe(expected)
    }),
  )
})

it('neither begins nor ends between the limit and the recovery threshold', () => {
  fc.assert(
    fc.property(
      firing,
      fc.boolean(),
      fc.array(fc.constantFrom<Level[]>(1), { minLength: 1, maxLength: 60 }),
      (rule, was, rest) => {
        const before = Array.from({ length: rule.of }, (): Level => (was ? 2 : 0))
        const { phases } = live(rule, [...before, ...rest])
        const after = phases.slice(before.length)
        expect(after.every(({ since }) => (since !== null) === was)).toBe(true)
      },
    ),
  )
})

it('with a value that swings around the limit but not down to recovery, fires once', () => {
  fc.assert(
    fc.property(
      firing,
      fc.array(fc.constantFrom<Level[]>(1, 2), { minLength: 1, maxLength: 80 }),
      (rule, levels) => {
        expect(fires(live(rule, levels).phases)).toBeLessThanOrEqual(1)
      },
    ),
  )
})

it('ends once it was well for as long as it is kept, and a worse minute begins that time again', () => {
  const rule = { minutes: 1, of: 1, keep: 3 }
  const { phases } = live(rule, [2, 0, 0, 1, 0, 0, 0, 0, 2])
  expect(phases.map(({ since }) => since)).toEqual([0, 0, 0, 0, 0, 0, 0, null, 8])
})

it('counts only minutes after the last end', () => {
  const { phases } = live({ minutes: 3, of: 4, keep: 0 }, [2, 2, 2, 0, 2, 2, 2])
  expect(phases.map(({ since }) => since)).toEqual([null, null, 0, null, null, null, 4])
})

it('comes to the same in whatever order the reports of the last minutes come, and in however many runs', () => {
  const samples = fc.array(fc.record({ minute: fc.integer({ min: 1, max: lateMinutes }), level }), {
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      firing,
      samples.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      fc.integer({ min: 1, max: 7 }),
      (rule, [all, shuffled], together) => {
        const whole = fold(rule, pairAt(0), all)
        let pair = pairAt(0)
        let phase = whole.phase
        for (let from = 0; from < shuffled.length; from += together) {
          const judged = fold(rule, pair, shuffled.slice(from, from + together))
          pair = judged.pair
          phase = judged.phase
        }
        expect(phase).toEqual(whole.phase)
        expect(pair.slots).toEqual(whole.pair.slots)
      },
    ),
  )
})

it('judges a report that comes late as if it had come in time, and ignores what is too late to matter', () => {
  const rule = { minutes: 3, of: 5, keep: 0 }
  const { pair } = live(rule, [0, 2, 0, 2, 1])
  const late: Sample = { minute: 2, level: 2 }
  expect(fold(rule, pair, [late]).phase).toMatchObject({ since: 1, fired: 3 })
  const after = live(
    rule,
    Array.from({ length: 60 }, () => 0),
  ).pair
  expect(
    fold(
      rule,
      after,
      [0, 1, 2].map((minute) => ({ minute, level: 2 })),
    ),
  ).toEqual({
    pair: after,
    phase: after.base,
    ended: [],
  })
})

it('lets a report count until the next one, so that a node with one every five minutes is judged too', () => {
  const every = (minutes: number) => [0, 1, 2].map((index): Sample => ({ minute: index * minutes, level: 2 }))
  expect(fold({ minutes: 4, of: 5, keep: 0 }, pairAt(-1), every(5)).phase).toMatchObject({
    since: 0,
    fired: 3,
  })
  expect(fold({ minutes: 4, of: 5, keep: 0 }, pairAt(-1), every(20)).phase.since).toBeNull()
})

it('reports what began and ended within one upload', () => {
  const levels: Level[] = [0, 2, 2, 0, 0, 2, 2, 0]
  const { ended, phase } = fold(
    { minutes: 2, of: 2, keep: 0 },
    pairAt(-1),
    levels.map((one, minute) => ({ minute, level: one })),
  )
  expect(ended.map(({ since, fired, ended: at }) => [since, fired, at])).toEqual([
    [1, 2, 3],
    [5, 6, 7],
  ])
  expect(phase.since).toBeNull()
})

it('forgets minutes, so that what was quiet for long is quiet', () => {
  const rule = { minutes: 3, of: 5, keep: 0 }
  const { pair, phases } = live(rule, [2, ...Array.from({ length: 60 }, (): Level => 0)])
  expect(pair.slots.size).toBeLessThan(40)
  expect(isQuiet(pair, phases.at(-1) ?? pair.base)).toBe(true)
})
