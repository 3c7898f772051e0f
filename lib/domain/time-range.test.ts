import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alignRange,
  bucketStarts,
  durationName,
  isRangePreset,
  maxBuckets,
  rangePresets,
  stepLadder,
  stepName,
} from './time-range'

const until2200 = Date.UTC(2200, 0, 1) / 1_000
const wanted = fc
  .tuple(
    fc.double({ min: 0, max: until2200, noNaN: true }),
    fc.double({ min: 0.001, max: until2200, noNaN: true }),
  )
  .map(([from, length]) => ({ from, to: Math.min(from + length, until2200) }))
  .filter(({ from, to }) => to > from)
const points = fc.oneof(fc.constant(maxBuckets), fc.integer({ min: 1, max: 1_000 }))

describe('alignRange', () => {
  it('never makes more buckets than asked for, and covers the range', () => {
    fc.assert(
      fc.property(wanted, points, ({ from, to }, maxPoints) => {
        const range = alignRange(from, to, maxPoints)
        const starts = bucketStarts(range)
        expect(starts.length).toBeLessThanOrEqual(maxPoints)
        expect(starts[0]).toBe(range.from)
        expect(range.from).toBeLessThanOrEqual(from)
        expect(range.to).toBe(to)
        expect((starts.at(-1) ?? 0) + range.step).toBeGreaterThanOrEqual(to)
        expect(starts.at(-1)).toBeLessThan(to)
      }),
      { numRuns: 300 },
    )
  })

  it('begins on a bucket; the step is on the ladder or whole days', () => {
    const ladder: readonly number[] = stepLadder
    fc.assert(
      fc.property(wanted, points, ({ from, to }, maxPoints) => {
        const { from: start, step } = alignRange(from, to, maxPoints)
        expect(start % step).toBe(0)
        expect(from - start).toBeLessThan(step)
        expect(ladder.includes(step) || (step > 86_400 && step % 86_400 === 0)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('takes the finest step that fits', () => {
    const ladder: readonly number[] = stepLadder
    fc.assert(
      fc.property(wanted, points, ({ from, to }, maxPoints) => {
        const { step } = alignRange(from, to, maxPoints)
        const finer = step > 86_400 ? step - 86_400 : ladder[ladder.indexOf(step) - 1]
        if (finer) expect(Math.ceil(to / finer) - Math.floor(from / finer)).toBeGreaterThan(maxPoints)
      }),
    )
  })

  it('keeps its closed buckets when the range grows by a minute', () => {
    fc.assert(
      fc.property(wanted, points, ({ from, to }, maxPoints) => {
        const before = alignRange(from, to, maxPoints)
        const after = alignRange(from, to + 60, maxPoints)
        const closed = bucketStarts(before).filter((start) => start + before.step <= to)
        if (after.step === before.step) expect(bucketStarts(after).slice(0, closed.length)).toEqual(closed)
        else expect(after.step).toBeGreaterThan(before.step)
      }),
    )
  })

  it('gives a moving window the same buckets, whenever it is looked at', () => {
    const now = Date.UTC(2026, 0, 31, 9, 30) / 1_000
    for (const seconds of Object.values(rangePresets)) {
      const ranges = Array.from({ length: 100 }, (_, minute) => {
        const to = now + minute * 60
        return alignRange(to - seconds, to)
      })
      expect(new Set(ranges.map((range) => range.step)).size).toBe(1)
    }
  })
})

it('names steps and durations', () => {
  expect([10, 60, 300, 10_800, 86_400, 172_800].map(stepName)).toEqual([
    '10 s',
    '1 min',
    '5 min',
    '3 h',
    '1 d',
    '2 d',
  ])
  expect([-5, 12.4, 185, 3_600, 11_520, 90_000, 800_000].map(durationName)).toEqual([
    '0 s',
    '12 s',
    '3 min',
    '1 h',
    '3 h 12 m',
    '1 d',
    '9 d',
  ])
})

it('knows its presets, and nothing that only looks like one', () => {
  expect(isRangePreset('24h')).toBe(true)
  for (const value of ['toString', '__proto__', '2h', 24, null]) expect(isRangePreset(value)).toBe(false)
})
