import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endsQuery, fixedEnds, pausedQuery, shifted, withParam, zoomedOut } from './range-links'
import { parseRange, type RangeEnds } from './range-params'

const now = Date.parse('2026-11-23T12:00:00Z') / 1_000
const clock = { now, end: now }
const hour = 3_600
const range = (from: number, to: number) => ({ from, to })
const present: [string, string][] = [
  ['range', '7d'],
  ['fit', 'cpu'],
]

describe('the query of a range', () => {
  it.each<[string, RangeEnds, string]>([
    ['a preset', { from: 'now-7d', to: 'now' }, '?range=7d&fit=cpu'],
    ['relative ends', { from: 'now-1d/d', to: 'now+1h' }, '?from=now-1d/d&to=now%2B1h&fit=cpu'],
    ['moments', fixedEnds(now - hour, now), '?from=2026-11-23T11:00:00Z&to=2026-11-23T12:00:00Z&fit=cpu'],
  ])('%s, with what else was chosen', (_, ends, query) => {
    expect(endsQuery(ends, present)).toBe(query)
    const read = parseRange(Object.fromEntries(new URLSearchParams(query)), { now, end: now + hour })
    expect(read).toMatchObject({ ends, notice: null })
  })

  it('keeps the range when it is paused, and goes on without it', () => {
    const paused = pausedQuery(present, now)
    expect(new URLSearchParams(paused).get('range')).toBe('7d')
    expect(
      parseRange(Object.fromEntries(new URLSearchParams(paused)), { now: now + hour, end: now + hour }),
    ).toMatchObject({
      ...{ to: now, pausedAt: now, preset: '7d' },
    })
    expect(withParam(new URLSearchParams(paused), 'at', null)).toBe('?range=7d&fit=cpu')
    // Another range leaves the pause.
    expect(endsQuery({ from: 'now-6h', to: 'now' }, new URLSearchParams(paused))).toBe('?range=6h&fit=cpu')
  })
})

describe('earlier and later', () => {
  it.each([
    ['half a range back', range(now - 6 * hour, now), -0.5, fixedEnds(now - 9 * hour, now - 3 * hour)],
    ['a range back', range(now - 6 * hour, now), -1, fixedEnds(now - 12 * hour, now - 6 * hour)],
    [
      'half a range on',
      range(now - 18 * hour, now - 12 * hour),
      0.5,
      fixedEnds(now - 15 * hour, now - 9 * hour),
    ],
    [
      'back to the present, which moves',
      range(now - 9 * hour, now - 3 * hour),
      0.5,
      { from: 'now-6h', to: 'now' },
    ],
    ['no further than the present', range(now - 7 * hour, now - hour), 1, { from: 'now-6h', to: 'now' }],
    [
      'a day is 24 hours, its preset',
      range(now - 36 * hour, now - 12 * hour),
      1,
      { from: 'now-24h', to: 'now' },
    ],
    ['an odd length', range(now - 4_000, now - 1), 1, { from: 'now-3999s', to: 'now' }],
    ['nothing later', range(now - hour, now), 0.5, null],
    ['nothing earlier', range(0, hour), -1, null],
    ['to the first moment', range(hour, 3 * hour), -1, fixedEnds(0, 2 * hour)],
  ])('%s', (_, from, by, expected) => {
    expect(shifted(from, by, clock)).toEqual(expected)
  })

  it('ends at the newest report of a node whose clock is ahead', () => {
    const ahead = { now, end: now + 2 * hour }
    expect(shifted(range(now - hour, now), 1, ahead)).toEqual(fixedEnds(now, now + hour))
    expect(shifted(range(now, now + hour), 2, ahead)).toEqual(fixedEnds(now + hour, now + 2 * hour))
  })

  it('back and on again is the same range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 1e7 }),
        fc.integer({ min: 0, max: 1e8 }),
        fc.constantFrom(0.5, 1),
        (length, ago, by) => {
          const start = range(now - ago - length, now - ago)
          const read = (ends: RangeEnds | null) => parseRange({ ...ends }, clock)
          const back = read(shifted(start, -by, clock))
          expect(back.to - back.from).toBe(length)
          const again = read(shifted(back, by, clock))
          expect(again.to - again.from).toBe(length)
          // Close to the present it follows the present.
          expect(Math.abs(again.to - start.to)).toBeLessThanOrEqual(length / 50 + 1)
        },
      ),
    )
  })
})

describe('zooming out', () => {
  it.each([
    [
      'is twice the range around its middle',
      range(now - 20 * hour, now - 18 * hour),
      fixedEnds(now - 21 * hour, now - 17 * hour),
    ],
    ['ends at the present', range(now - 6 * hour, now), { from: 'now-12h', to: 'now' }],
    ['leads from a day to its next preset', range(now - 24 * hour, now), { from: 'now-2d', to: 'now' }],
    ['begins at the first moment', range(hour, 5 * hour), fixedEnds(0, 8 * hour)],
  ])('%s', (_, from, expected) => {
    expect(zoomedOut(from, clock)).toEqual(expected)
  })

  it('contains the range, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: now }), fc.integer({ min: 0, max: now }), (length, ago) => {
        const from = now - ago - length
        fc.pre(from >= 0)
        const wider = parseRange({ ...zoomedOut({ from, to: from + length }, clock) }, clock)
        expect(wider.notice).toBeNull()
        expect(wider.from).toBeLessThanOrEqual(from)
        expect(wider.to).toBeGreaterThanOrEqual(from + length)
      }),
      // More minutes than a relative time takes.
      { examples: [[439_425_510, 0]] },
    )
  })
})
