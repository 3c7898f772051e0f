import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isShownTwice } from '@/lib/kernel/time/time-zone'
import { zonedMoment } from '@/test/clock-changes'
import { quietUntil } from './quiet-hours'

const night = { start: '22:00', end: '07:00' }

it.each([
  ['over midnight, in the evening', 'Europe/Berlin', night, '2026-11-20T21:30:00Z', '2026-11-21T06:00:00Z'],
  ['over midnight, in the morning', 'Europe/Berlin', night, '2026-11-21T05:59:59Z', '2026-11-21T06:00:00Z'],
  ['by day', 'Europe/Berlin', night, '2026-11-21T06:00:00Z', null],
  ['the shorter night', 'Europe/Berlin', night, '2026-03-28T21:00:00Z', '2026-03-29T05:00:00Z'],
  ['the longer night', 'Europe/Berlin', night, '2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'],
  [
    'an end that is skipped',
    'Europe/Berlin',
    { start: '22:00', end: '02:30' },
    '2026-03-28T23:00:00Z',
    '2026-03-29T01:00:00Z',
  ],
  [
    'an end that comes twice: the first',
    'Europe/Berlin',
    { start: '22:00', end: '02:30' },
    '2026-10-25T00:00:00Z',
    '2026-10-25T00:30:00Z',
  ],
  [
    'and again',
    'Europe/Berlin',
    { start: '22:00', end: '02:30' },
    '2026-10-25T01:10:00Z',
    '2026-10-25T01:30:00Z',
  ],
  [
    'a lunch break',
    'Asia/Kathmandu',
    { start: '12:00', end: '13:00' },
    '2026-06-01T06:30:00Z',
    '2026-06-01T07:15:00Z',
  ],
])('%s', (_, time_zone, hours, at, until) => {
  expect(quietUntil({ ...hours, time_zone }, new Date(at))?.toISOString() ?? null).toBe(
    until?.replace('Z', '.000Z') ?? null,
  )
})

const zones = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'],
  ...['America/Havana', 'Africa/Cairo', 'Asia/Kathmandu'],
]

/** "22:00" as clocks of the zone show it: an oracle that knows nothing of offsets. */
const clock = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(at * 1_000)

const isQuiet = (shown: string, start: string, end: string): boolean =>
  start < end ? shown >= start && shown < end : shown >= start || shown < end

const anyClock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)

it('is quiet exactly while clocks show so, and ends when they do not', () => {
  const moment = zonedMoment(zones, [1_700_000_000, 1_900_000_000])
  fc.assert(
    fc.property(moment, anyClock, anyClock, ({ zone, at }, start, end) => {
      fc.pre(start !== end)
      const until = quietUntil({ start, end, time_zone: zone }, new Date(at * 1_000))
      expect(until !== null).toBe(isQuiet(clock(at, zone), start, end))
      if (until === null) return
      const ends = until.getTime() / 1_000
      expect(ends).toBeGreaterThan(at)
      expect(ends - at).toBeLessThanOrEqual(49 * 3_600)
      expect(isQuiet(clock(ends, zone), start, end)).toBe(false)
      for (let time = at; time < ends; time += Math.max(60, (ends - at) / 50))
        // What clocks show again after they were set back interrupts nothing.
        expect(isShownTwice(time, zone) || isQuiet(clock(time, zone), start, end), `${time}`).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})
