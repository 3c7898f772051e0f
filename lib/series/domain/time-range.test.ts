import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relativeMoment } from '@/lib/kernel/time/relative-time'
import { rangePresets } from './range-params'
import {
  alignRange,
  bucketEdges,
  bucketStarts,
  durationName,
  edgesWithPrevious,
  maxBuckets,
  stepLadder,
  stepName,
  timeLeftName,
} from './time-range'

const day = 86_400
const at = (iso: string): number => Date.parse(iso) / 1_000
const iso = (time: number): string => new Date(time * 1_000).toISOString().slice(0, 16)

const until2200 = at('2200-01-01T00:00:00Z')
const wanted = fc
  .tuple(
    fc.oneof(
      // A double between 0 and the year 2200 is nearly always within the first second of 1970.
      fc.integer({ min: 0, max: until2200 * 1_000 }).map((ms) => ms / 1_000),
      fc.integer({ min: 0, max: 84_000 }).map((n) => n * day),
    ),
    fc.oneof(
      fc.double({ min: 0.001, max: until2200, noNaN: true }),
      fc.double({ min: 60, max: 400 * day, noNaN: true }),
    ),
  )
  .map(([from, length]) => ({ from, to: Math.min(from + length, until2200) }))
  .filter(({ from, to }) => to > from)
const points = fc.oneof(fc.constant(maxBuckets), fc.integer({ min: 1, max: 1_000 }))
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
)
const ladder: readonly number[] = stepLadder

describe('alignRange', () => {
  it('never makes more buckets than requested, and covers the range', () => {
    fc.assert(
      fc.property(wanted, points, zones, ({ from, to }, maxPoints, zone) => {
        const range = alignRange(from, to, maxPoints, { zone })
        const edges = bucketEdges(range)
        const starts = bucketStarts(range)
        expect(starts.length).toBeLessThanOrEqual(maxPoints)
        expect(starts.length).toBeGreaterThan(0)
        expect(edges).toHaveLength(starts.length + 1)
        expect(starts[0]).toBe(range.from)
        expect(range.from).toBeLessThanOrEqual(from)
        expect(range.to).toBe(to)
        expect(starts[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from)
        expect(starts.at(-1)).toBeLessThan(to)
        expect(edges.at(-1)).toBeGreaterThanOrEqual(to)
        for (const [index, edge] of edges.slice(1).entries())
          expect(edge).toBeGreaterThan(edges[index] ?? edge)
      }),
      { numRuns: 400 },
    )
  })

  it('takes the finest step of the ladder that fits, then multiples of 28 days', () => {
    fc.assert(
      fc.property(wanted, points, zones, ({ from, to }, maxPoints, zone) => {
        const { step } = alignRange(from, to, maxPoints, { zone })
        const rung = ladder.indexOf(step)
        expect(rung >= 0 || (step > 28 * day && step % (28 * day) === 0)).toBe(true)
        const finer = rung === -1 ? step - 28 * day : ladder[rung - 1]
        if (!finer || finer >= day) return
        expect(Math.ceil(to / finer) - Math.floor(from / finer)).toBeGreaterThan(maxPoints)
      }),
      { numRuns: 400 },
    )
  })

  it('has the same buckets wherever the range begins', () => {
    fc.assert(
      fc.property(
        wanted,
        points,
        zones,
        fc.integer({ min: 0, max: 999 }).map((n) => n / 1_000),
        (range, maxPoints, zone, share) => {
          const whole = alignRange(range.from, range.to, maxPoints, { zone })
          const later = range.from + share * (range.to - range.from) * 0.999
          const edges = bucketEdges(whole)
          // A range that begins later may get a finer step; at the whole range's step it has the same last buckets.
          const part = bucketEdges({ ...whole, from: later })
          expect(edges.slice(-part.length)).toEqual(part)
          const own = alignRange(later, range.to, maxPoints, { zone })
          if (own.step === whole.step) expect(bucketEdges(own)).toEqual(part)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('keeps its closed buckets when the range grows by a minute', () => {
    fc.assert(
      fc.property(wanted, points, zones, ({ from, to }, maxPoints, zone) => {
        const before = alignRange(from, to, maxPoints, { zone })
        const after = alignRange(from, to + 60, maxPoints, { zone })
        const closed = bucketEdges(before).filter((edge) => edge <= to)
        if (after.step === before.step) expect(bucketEdges(after).slice(0, closed.length)).toEqual(closed)
        else expect(after.step).toBeGreaterThan(before.step)
      }),
      { numRuns: 400 },
    )
  })

  it('gives a moving window the same step at all times', () => {
    const now = at('2026-01-31T09:30:00Z')
    for (const preset of rangePresets) {
      const ranges = Array.from({ length: 100 }, (_, minute) => {
        const to = now + minute * 60
        return alignRange(relativeMoment(`now-${preset}`, 'from', to, 'UTC') ?? Number.NaN, to)
      })
      expect(new Set(ranges.map((range) => range.step)).size).toBe(1)
    }
  })

  it('begins steps under a day at multiples of themselves, in every zone', () => {
    const range = alignRange(at('2026-03-28T20:10:00Z'), at('2026-03-29T20:10:00Z'), 10, {
      zone: 'Asia/Kathmandu',
    })
    expect(range.step).toBe(10_800)
    expect(bucketStarts(range).every((start) => start % 10_800 === 0)).toBe(true)
  })
})

describe('steps of days', () => {
  it.each([
    [
      'UTC, when no zone is given',
      undefined,
      ['2026-03-28T00:00', '2026-03-29T00:00', '2026-03-30T00:00', '2026-03-31T00:00'],
    ],
    [
      'a day of 23 hours',
      'Europe/Berlin',
      ['2026-03-27T23:00', '2026-03-28T23:00', '2026-03-29T22:00', '2026-03-30T22:00', '2026-03-31T22:00'],
    ],
    [
      'a zone of quarter hours',
      'Asia/Kathmandu',
      ['2026-03-27T18:15', '2026-03-28T18:15', '2026-03-29T18:15', '2026-03-30T18:15', '2026-03-31T18:15'],
    ],
  ])('begin at midnight: %s', (_, zone, edges) => {
    const range = alignRange(at('2026-03-28T06:00:00Z'), at('2026-03-30T23:00:00Z'), 4, zone ? { zone } : {})
    expect(range.step).toBe(day)
    expect(bucketEdges(range).map(iso)).toEqual(edges)
  })

  it('skip a day that a zone skipped', () => {
    const range = alignRange(at('2011-12-28T12:00:00Z'), at('2012-01-02T12:00:00Z'), 7, {
      zone: 'Pacific/Apia',
    })
    expect(range.step).toBe(day)
    expect(bucketStarts(range).map(iso)).toEqual([
      '2011-12-28T10:00',
      '2011-12-29T10:00',
      '2011-12-30T10:00',
      '2011-12-31T10:00',
      '2012-01-01T10:00',
      '2012-01-02T10:00',
    ])
  })

  it('of weeks begin on Mondays, by the calendar of the zone', () => {
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'America/New_York' })
    const hour = new Intl.DateTimeFormat('en', {
      hour: 'numeric',
      hourCycle: 'h23',
      timeZone: 'America/New_York',
    })
    for (const [weeks, maxPoints] of [
      [1, 110],
      [2, 60],
      [4, 30],
      [8, 15],
    ] as const) {
      const range = alignRange(at('2024-11-23T10:00:00Z'), at('2026-11-23T10:00:00Z'), maxPoints, {
        zone: 'America/New_York',
      })
      expect(range.step).toBe(weeks * 7 * day)
      for (const edge of bucketEdges(range)) {
        expect(weekday.format(edge * 1_000)).toBe('Mon')
        expect(hour.format(edge * 1_000)).toBe('00')
      }
    }
    const utc = alignRange(at('2023-11-23T10:00:00Z'), at('2026-11-23T10:00:00Z'))
    expect(utc.step).toBe(7 * day)
    expect(new Set(bucketEdges(utc).map((edge) => new Date(edge * 1_000).getUTCDay()))).toEqual(new Set([1]))
  })

  it('nest: a week is seven of its days', () => {
    const edges = (maxPoints: number) =>
      bucketEdges(
        alignRange(at('2026-03-02T00:00:00Z'), at('2026-05-02T00:00:00Z'), maxPoints, {
          zone: 'Europe/Berlin',
        }),
      )
    const days = new Set(edges(70))
    const weeks = edges(12).slice(1, -1)
    expect(weeks.length).toBeGreaterThan(5)
    expect(weeks.every((edge) => days.has(edge))).toBe(true)
  })
})

describe('the period before', () => {
  const zones4 = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu')

  it('has as many buckets, and ends where the range begins or up to a bucket before', () => {
    fc.assert(
      fc.property(wanted, zones4, ({ from, to }, zone) => {
        fc.pre(from - (to - from) > 0)
        const range = alignRange(from, to, maxBuckets, { zone })
        const [own, all] = [bucketEdges(range), edgesWithPrevious(range, to - from)]
        const before = all.length - own.length
        expect(all.slice(before)).toEqual(own)
        expect(all.length).toBeLessThanOrEqual(2 * maxBuckets + 2)
        // As many days of 23 or 25 hours are as many days.
        const shift = (range.from - (all[0] ?? 0)) / range.step
        expect(Math.abs(shift - Math.max(1, (to - from) / range.step))).toBeLessThanOrEqual(
          1 + 3_600 / range.step,
        )
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a day', '2026-11-22T12:07:33Z', '2026-11-23T12:07:33Z', 86_400],
    ['six hours', '2026-11-23T06:00:00Z', '2026-11-23T12:00:00Z', 21_600],
    ['an odd length', '2026-11-23T10:00:17Z', '2026-11-23T11:07:30Z', 4_050],
  ])('of %s is that long before', (_, from, to, length) => {
    const range = alignRange(at(from), at(to))
    expect(range.from - (edgesWithPrevious(range, at(to) - at(from))[0] ?? 0)).toBe(length)
  })
})

describe('where raw reports begin', () => {
  it('is not passed by the period before', () => {
    const [from, to] = [at('2026-11-23T10:00:17Z'), at('2026-11-23T11:07:30Z')]
    const range = alignRange(from, to)
    const first = edgesWithPrevious(range, to - from)[0] ?? 0
    const readFrom = from - (to - from)
    expect(alignRange(from, to, maxBuckets, { rawSince: first, readFrom }).step).toBe(range.step)
    expect(alignRange(from, to, maxBuckets, { rawSince: first + 1, readFrom }).step).toBe(300)
    expect(alignRange(from, to, maxBuckets, { rawSince: first + 1 }).step).toBe(range.step)
  })

  const rawSince = at('2026-11-01T00:00:00Z')

  it.each([
    ['a range after it', '2026-11-01T00:00:00Z', '2026-11-01T00:10:00Z', 10, '2026-11-01T00:10:00Z'],
    ['a range across it', '2026-10-31T23:55:00Z', '2026-11-01T00:02:00Z', 300, '2026-11-01T00:02:00Z'],
    ['a range before it', '2026-10-31T10:02:00Z', '2026-10-31T10:13:00Z', 300, '2026-10-31T10:15:00Z'],
    [
      'a range that ends on a roll-up boundary',
      '2026-10-31T10:02:00Z',
      '2026-10-31T10:15:00Z',
      300,
      '2026-10-31T10:15:00Z',
    ],
    ['a long range', '2026-09-01T00:00:00Z', '2026-10-01T00:00:01Z', 10_800, '2026-10-01T00:05:00Z'],
  ])('%s', (_, from, to, step, end) => {
    expect(alignRange(at(from), at(to), 300, { rawSince })).toMatchObject({ step, to: at(end) })
  })

  it('never needs an earlier report, whatever the request', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -90_000_000, max: 90_000_000 }).map((ms) => ms / 1_000),
        fc.integer({ min: 1_000, max: 90_000_000 }).map((ms) => ms / 1_000),
        points,
        fc.integer({ min: -7, max: 7 }),
        (offset, length, maxPoints, odd) => {
          const since = rawSince + odd
          const range = alignRange(since + offset, since + offset + length, maxPoints, { rawSince: since })
          expect(range.step >= 300 || range.from >= since).toBe(true)
          expect(range.to >= since || range.to % 300 === 0).toBe(true)
          expect(bucketStarts(range).length).toBeLessThanOrEqual(maxPoints)
        },
      ),
      { numRuns: 400 },
    )
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

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [3_500, '58 min'],
  [3_599, '1 h'],
  [3_660, '1 h 1 m'],
  [7 * 3_600 + 20 * 60, '7 h 20 m'],
  [day - 1, '1 d'],
  [day - 61, '23 h 59 m'],
  [7 * day - 1, '7 d'],
  [6.5 * day, '6 d 12 h'],
  [7 * day - 3_000, '6 d 23 h'],
  [30 * day - 1, '30 d'],
])('%d s left read %s', (seconds, text) => {
  expect(timeLeftName(seconds)).toBe(text)
})

it('never shows a time left that is off by more than half an hour within two weeks, or half a minute on the last day', () => {
  const units = new Map(Object.entries({ d: day, h: 3_600, m: 60, min: 60, s: 1 }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 14 * day - 1_800 }), (seconds) => {
      const shown = [...timeLeftName(seconds).matchAll(/(\d+) (d|h|min|m|s)/g)].reduce(
        (sum, [, number, unit]) => sum + Number(number) * (units.get(unit ?? '') ?? Number.NaN),
        0,
      )
      const off = seconds < 3_570 ? 59 : seconds < day - 30 ? 30 : 1_800
      expect(Math.abs(shown - seconds)).toBeLessThanOrEqual(off)
    }),
  )
})
