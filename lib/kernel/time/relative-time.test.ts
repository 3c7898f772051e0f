import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRelative, isRounded, relativeMoment } from './relative-time'
import { offsetAt } from './time-zone'

const at = (iso: string): number => Date.parse(iso) / 1_000
const iso = (time: number | null): string =>
  time === null ? 'null' : new Date(time * 1_000).toISOString().replace(':00.000Z', 'Z')
const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const

describe('a relative time', () => {
  // A Monday, 13:34:56 in Berlin.
  const now = at('2026-11-23T12:34:56Z')

  it.each([
    ['now', '2026-11-23T12:34:56.000Z', '2026-11-23T12:34:56.000Z'],
    ['now-6h', '2026-11-23T06:34:56.000Z', '2026-11-23T06:34:56.000Z'],
    ['now-90s', '2026-11-23T12:33:26.000Z', '2026-11-23T12:33:26.000Z'],
    ['now+15m', '2026-11-23T12:49:56.000Z', '2026-11-23T12:49:56.000Z'],
    ['now/m', '2026-11-23T12:34Z', '2026-11-23T12:35Z'],
    ['now/h', '2026-11-23T12:00Z', '2026-11-23T13:00Z'],
    ['now/d', '2026-11-22T23:00Z', '2026-11-23T23:00Z'],
    ['now-1d/d', '2026-11-21T23:00Z', '2026-11-22T23:00Z'],
    ['now/w', '2026-11-22T23:00Z', '2026-11-29T23:00Z'],
    ['now-1w/w', '2026-11-15T23:00Z', '2026-11-22T23:00Z'],
    ['now/M', '2026-10-31T23:00Z', '2026-11-30T23:00Z'],
    ['now-1M/M', '2026-09-30T22:00Z', '2026-10-31T23:00Z'],
    ['now/y', '2025-12-31T23:00Z', '2026-12-31T23:00Z'],
    ['now-1y', '2025-11-23T12:34:56.000Z', '2025-11-23T12:34:56.000Z'],
    ['now/d+9h', '2026-11-23T08:00Z', '2026-11-24T08:00Z'],
    // Across the end of summer time clocks show the same time of day.
    ['now-30d', '2026-10-24T11:34:56.000Z', '2026-10-24T11:34:56.000Z'],
    ['now-720h', '2026-10-24T12:34:56.000Z', '2026-10-24T12:34:56.000Z'],
  ])('%s in Berlin is %s, or %s as an end', (text, from, to) => {
    expect(iso(relativeMoment(text, 'from', now, 'Europe/Berlin'))).toBe(from)
    expect(iso(relativeMoment(text, 'to', now, 'Europe/Berlin'))).toBe(to)
  })

  it.each([
    ['2026-03-31T12:00:00Z', 'now-1M', '2026-02-28T12:00Z'],
    ['2028-02-29T12:00:00Z', 'now-1y', '2027-02-28T12:00Z'],
    ['2026-01-15T12:00:00Z', 'now-13M', '2024-12-15T12:00Z'],
  ])('from %s, %s keeps to the calendar: %s', (start, text, expected) => {
    expect(iso(relativeMoment(text, 'from', at(start), 'UTC'))).toBe(expected)
  })

  it.each([
    ['a day of 23 hours', 'America/New_York', '2026-03-08T18:00:00Z', 23],
    ['a day of 25 hours', 'America/New_York', '2026-11-01T18:00:00Z', 25],
    ['a day of 23 hours', 'Europe/Berlin', '2026-03-29T12:00:00Z', 23],
    ['a day of 25 hours', 'Europe/Berlin', '2026-10-25T12:00:00Z', 25],
    ['a day of 23.5 hours', 'Australia/Lord_Howe', '2026-10-04T00:00:00Z', 23.5],
    ['a day of 24.5 hours', 'Australia/Lord_Howe', '2026-04-04T20:00:00Z', 24.5],
    ['a day of 24 hours', 'Asia/Kathmandu', '2026-03-29T12:00:00Z', 24],
  ])('all of %s in %s', (_, zone, time, hours) => {
    const from = relativeMoment('now/d', 'from', at(time), zone) ?? 0
    const to = relativeMoment('now/d', 'to', at(time), zone) ?? 0
    expect((to - from) / 3_600).toBe(hours)
    expect(from).toBeLessThanOrEqual(at(time))
    expect(to).toBeGreaterThan(at(time))
  })

  it('is the moment at which clocks go forward where they skip its time of day', () => {
    expect(iso(relativeMoment('now-1d', 'from', at('2026-03-30T00:30:00Z'), 'Europe/Berlin'))).toBe(
      '2026-03-29T01:00Z',
    )
  })

  it.each([
    '',
    'Now',
    'now ',
    'now-',
    'now-h',
    'now-6H',
    'now-6x',
    'now/',
    'now-6h/2d',
    'now--1h',
    '6h',
    'now-99999y',
  ])('is not %j', (text) => {
    expect(isRelative(text)).toBe(false)
    expect(relativeMoment(text, 'from', now, 'UTC')).toBeNull()
  })

  it('has a moment however far away it is', () => {
    for (const sign of ['-', '+'])
      for (const longest of ['9999999999s', '9999999h', '99999w', '99999M', '9999y'])
        expect(
          relativeMoment(`now${`${sign}${longest}`.repeat(6)}/y`, 'to', now, 'Europe/Berlin'),
        ).not.toBeNaN()
  })

  it('knows whether it names a whole unit', () => {
    expect([isRounded('now/d'), isRounded('now-1d/d'), isRounded('now-1d'), isRounded('a/d')]).toEqual([
      ...[true, true, false, false],
    ])
  })
})

const moment = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') })
const unit = fc.constantFrom('s', 'm', 'h', 'd', 'w', 'M', 'y')

describe('in zones with days of 23 to 25 hours', () => {
  it('a rounded time begins at or before now and ends after it', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), unit, (now, zone, of) => {
        const from = relativeMoment(`now/${of}`, 'from', now, zone) ?? Number.NaN
        const to = relativeMoment(`now/${of}`, 'to', now, zone) ?? Number.NaN
        expect(from).toBeLessThanOrEqual(now)
        expect(to).toBeGreaterThan(now)
        // Days begin at midnight of the zone's own clocks; none of the four skips midnight.
        if ('dwMy'.includes(of)) expect((((from + offsetAt(from, zone)) % 86_400) + 86_400) % 86_400).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('earlier is earlier, and the same unit before ends where this one begins', () => {
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom(...zones),
        unit,
        fc.integer({ min: 1, max: 20 }),
        (now, zone, of, n) => {
          expect(relativeMoment(`now-${n}${of}`, 'from', now, zone)).toBeLessThan(now)
          expect(relativeMoment(`now-${n + 1}${of}`, 'from', now, zone)).toBeLessThan(
            relativeMoment(`now-${n}${of}`, 'from', now, zone) ?? 0,
          )
          if (!'dwMy'.includes(of)) return
          const start = relativeMoment(`now/${of}`, 'from', now, zone)
          expect(relativeMoment(`now-1${of}/${of}`, 'to', now, zone)).toBe(start)
          expect(relativeMoment(`now/${of}-1${of}/${of}`, 'to', now, zone)).toBe(start)
        },
      ),
      { numRuns: 500 },
    )
  })
})
