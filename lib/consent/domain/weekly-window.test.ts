import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zonedMoment } from '@/test/clock-changes'
import { nextWindows, openTimes, openUntil, type WeeklyWindow } from './weekly-window'

const weekly = (more: Partial<WeeklyWindow> = {}): WeeklyWindow => ({
  name: 'weekly',
  weekdays: [7],
  start_minute: 150,
  duration_minutes: 60,
  time_zone: 'Europe/Berlin',
  ...more,
})
const starts = (window: WeeklyWindow, from: string, count = 3): string[] =>
  nextWindows([window], new Date(from), count).map(({ start }) => start.replace('.000Z', 'Z'))

describe('the next windows', () => {
  it('keep the time of day across both clock changes', () => {
    // 02:30 on Sundays; on 29 March clocks go from 02:00 to 03:00, on 25 October from 03:00 back to 02:00.
    expect(starts(weekly(), '2026-03-16T00:00:00Z')).toEqual([
      '2026-03-22T01:30:00Z',
      '2026-03-29T01:00:00Z',
      '2026-04-05T00:30:00Z',
    ])
    expect(starts(weekly(), '2026-10-12T00:00:00Z')).toEqual([
      '2026-10-18T00:30:00Z',
      '2026-10-25T00:30:00Z',
      '2026-11-01T01:30:00Z',
    ])
  })

  it('begin with the open one, until its end', () => {
    const day = weekly({ weekdays: [1], start_minute: 1_320, duration_minutes: 1_440, time_zone: 'UTC' })
    expect(starts(day, '2026-11-24T21:59:59Z', 2)).toEqual(['2026-11-23T22:00:00Z', '2026-11-30T22:00:00Z'])
    expect(starts(day, '2026-11-24T22:00:00Z', 1)).toEqual(['2026-11-30T22:00:00Z'])
    // From Saturday 23:30 over the short Sunday until Monday 00:30.
    const saturday = weekly({ weekdays: [6], start_minute: 1_410, duration_minutes: 1_440 })
    expect(starts(saturday, '2026-03-29T22:29:59Z', 1)).toEqual(['2026-03-28T22:30:00Z'])
  })

  it('are as many as requested, though today’s has just ended', () => {
    const sunday = weekly({ time_zone: 'UTC' })
    expect(starts(sunday, '2026-11-29T03:30:00Z', 2)).toEqual([
      '2026-12-06T02:30:00Z',
      '2026-12-13T02:30:00Z',
    ])
  })

  it('use the weekday in the zone, not in UTC', () => {
    const monday = { weekdays: [1], start_minute: 60 }
    expect(starts(weekly({ ...monday, time_zone: 'Pacific/Kiritimati' }), '2026-11-20T00:00:00Z', 1)).toEqual(
      ['2026-11-22T11:00:00Z'],
    )
    expect(starts(weekly({ ...monday, time_zone: 'Pacific/Pago_Pago' }), '2026-11-20T00:00:00Z', 1)).toEqual([
      '2026-11-23T12:00:00Z',
    ])
  })

  it('of several kinds are sorted by time and named', () => {
    const nights = weekly({ name: 'nights', weekdays: [1, 3], start_minute: 1_380, time_zone: 'UTC' })
    const found = nextWindows([weekly({ name: 'sundays' }), nights], new Date('2026-11-24T00:00:00Z'), 3)
    expect(found.map(({ name, start }) => `${name} ${start.slice(0, 16)}`)).toEqual([
      'nights 2026-11-25T23:00',
      'sundays 2026-11-29T01:30',
      'nights 2026-11-30T23:00',
    ])
  })

  it('are none for an unknown zone, without weekdays, or if none are requested', () => {
    expect(starts(weekly({ time_zone: 'Mars/Olympus' }), '2026-11-24T00:00:00Z')).toEqual([])
    expect(starts(weekly({ weekdays: [] }), '2026-11-24T00:00:00Z')).toEqual([])
    expect(starts(weekly(), '2026-11-24T00:00:00Z', 0)).toEqual([])
  })
})

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', options)
  formats.set(timeZone, format)
  return format
}

/** What clocks in a zone show, by Intl: `Tue`, `2026-11-24`, and minutes since midnight. */
function shown(at: number, timeZone: string): { weekday: string; date: string; minute: number } {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return {
    weekday: part('weekday'),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}
const same = (one: ReturnType<typeof shown>, other: ReturnType<typeof shown>): boolean =>
  one.date === other.date && one.minute === other.minute
const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const zones = [
  ...[
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ],
  ...['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Casablanca', 'Asia/Beirut', 'America/Havana'],
  ...['Africa/Cairo', 'Asia/Tehran', 'Pacific/Chatham'],
]
/** A window that opens about when its zone's clocks change, as often as not, and a moment within two days before. */
const anyCase = fc
  .record({
    opens: zonedMoment(zones, [Date.UTC(2024, 0, 1) / 1_000, Date.UTC(2036, 0, 1) / 1_000]),
    minutesBefore: fc.integer({ min: 0, max: 2_880 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    aside: fc.integer({ min: -60, max: 60 }),
    duration_minutes: fc.integer({ min: 5, max: 1_440 }),
  })
  .map(({ opens: { zone, at }, minutesBefore, weekdays, aside, duration_minutes }) => {
    const { weekday, minute } = shown(at * 1_000, zone)
    const window = {
      ...{
        name: 'any',
        weekdays: [...new Set([...weekdays, names.indexOf(weekday) + 1])].sort(),
        duration_minutes,
      },
      ...{ start_minute: (minute + aside + 1_440) % 1_440, time_zone: zone },
    }
    return { window, from: (at - minutesBefore * 60) * 1_000 }
  })

it('begin when clocks show their time on their weekday, or have just skipped it; none is missing', () => {
  const reached = { skipped: 0, twice: 0 }
  fc.assert(
    fc.property(anyCase, ({ window, from }) => {
      const found = nextWindows([window], new Date(from), 4)
      expect(found).toHaveLength(4)
      let after = -1
      for (const { start, end, time_zone } of found) {
        const at = Date.parse(start)
        expect(Date.parse(end) - at).toBe(window.duration_minutes * 60_000)
        expect(Date.parse(end)).toBeGreaterThan(from)
        expect(at).toBeGreaterThan(after)
        after = at
        const now = shown(at, time_zone)
        expect(window.weekdays.map((n) => names[n - 1])).toContain(now.weekday)
        if (now.minute !== window.start_minute) {
          // Skipped: a minute earlier clocks showed less, and now they show more.
          const before = shown(at - 60_000, time_zone)
          const minute = before.date === now.date ? before.minute : before.minute - 1_440
          expect(minute).toBeLessThan(window.start_minute)
          expect(now.minute).toBeGreaterThan(window.start_minute)
          reached.skipped += 1
        } else {
          // The first of two: half an hour or an hour earlier clocks did not show the same.
          for (const minutes of [30, 60, 120])
            expect(shown(at - minutes * 60_000, time_zone)).not.toEqual(now)
          if ([30, 60, 120].some((minutes) => same(shown(at + minutes * 60_000, time_zone), now)))
            reached.twice += 1
        }
      }
      // Each weekday has one: at most a week lies between two windows of the same weekday.
      const days = new Set(found.map(({ start, time_zone }) => shown(Date.parse(start), time_zone).date))
      expect(days.size).toBe(4)
      const span = Date.parse(found.at(-1)?.start ?? '') - Date.parse(found[0]?.start ?? '')
      expect(span).toBeLessThanOrEqual((Math.ceil(3 / window.weekdays.length) * 7 * 24 + 3) * 3_600_000)
    }),
    { numRuns: 500 },
  )
  expect(reached.skipped).toBeGreaterThan(0)
  expect(reached.twice).toBeGreaterThan(0)
})

describe('when windows are open', () => {
  const at = (text: string): number => Date.parse(text)
  const texts = (windows: readonly WeeklyWindow[], from: string, to: string) =>
    openTimes(windows, at(from), at(to)).map(([start, end]) =>
      [start, end].map((one) => new Date(one).toISOString().slice(0, 16)).join(' '),
    )

  it('over both clock changes, each window once, with its whole length', () => {
    // 02:30 on Sundays in Berlin, which clocks skip on 29 March and show twice on 25 October.
    expect(texts([weekly()], '2026-03-22T00:00:00Z', '2026-04-06T00:00:00Z')).toEqual([
      '2026-03-22T01:30 2026-03-22T02:30',
      '2026-03-29T01:00 2026-03-29T02:00',
      '2026-04-05T00:30 2026-04-05T01:30',
    ])
    expect(texts([weekly()], '2026-10-25T00:00:00Z', '2026-11-02T00:00:00Z')).toEqual([
      '2026-10-25T00:30 2026-10-25T01:30',
      '2026-11-01T01:30 2026-11-01T02:30',
    ])
  })

  it('with the one that is open before the range, without the one that opens at its end', () => {
    const [from, to] = ['2026-03-22T02:29:00Z', '2026-03-29T01:00:00Z']
    expect(texts([weekly()], from, to)).toEqual(['2026-03-22T01:30 2026-03-22T02:30'])
  })

  it('until the last of those ends that overlap or follow without a pause', () => {
    const utc = { time_zone: 'UTC', weekdays: [1], duration_minutes: 60 }
    const one = weekly({ ...utc, start_minute: 120 })
    const next = weekly({ ...utc, start_minute: 180 })
    const over = weekly({ ...utc, start_minute: 210 })
    const until = (windows: WeeklyWindow[], now: string) => {
      const end = openUntil(windows, at(now))
      return end === null ? null : new Date(end).toISOString().slice(11, 16)
    }
    // 23 November 2026 is a Monday.
    expect(until([one], '2026-11-23T02:00:00Z')).toBe('03:00')
    expect(until([one], '2026-11-23T03:00:00Z')).toBeNull()
    expect(until([one], '2026-11-23T01:59:59Z')).toBeNull()
    expect(until([over, next, one], '2026-11-23T02:00:00Z')).toBe('04:30')
    expect(until([one, over], '2026-11-23T02:00:00Z')).toBe('03:00')
    expect(until([weekly({ time_zone: 'Mars/Olympus' })], '2026-11-22T02:00:00Z')).toBeNull()
  })

  it('they are open just when one of the next windows is, in every zone', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 4 * 1_440 }), ({ window, from }, later) => {
        const now = from + later * 60_000
        const [next] = nextWindows([window], new Date(now), 1)
        const isOpen = next !== undefined && Date.parse(next.start) <= now
        const until = openUntil([window], now)
        expect(until !== null).toBe(isOpen)
        if (until !== null) expect(until).toBeGreaterThanOrEqual(Date.parse(next?.end ?? ''))
      }),
      { numRuns: 500 },
    )
  })
})
