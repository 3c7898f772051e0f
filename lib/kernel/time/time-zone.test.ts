import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zonedMoment } from '@/test/clock-changes'
import { dayAt, dayStart, isShownTwice, momentsShowing, offsetAt, offsetText, parseZone } from './time-zone'

const at = (iso: string): number => Date.parse(iso) / 1_000
const dayOf = (date: string): number => at(`${date}T00:00:00Z`) / 86_400

/** "2026-03-29 03:00:00" as the zone's clocks show it: an oracle that knows nothing of offsets. */
function clock(time: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return parts.format(time * 1_000)
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Apia',
]

describe('parseZone', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['America/Argentina/ComodRivadavia', expect.stringContaining('America/')],
  ])('takes %s', (text, zone) => {
    expect(parseZone(text)).toEqual(zone)
  })

  it.each([
    '',
    ' ',
    'Mars/Olympus',
    '+02:00',
    '02:00',
    'UTC ',
    'Europe/Berlin\u0000',
    '../etc/passwd',
    'x'.repeat(10_000),
    'constructor',
  ])('refuses %j', (text) => {
    expect(parseZone(text)).toBeNull()
  })
})

describe('the moments at which clocks show a time', () => {
  it.each([
    ['one', 'Europe/Berlin', '2026-11-24T22:00:00Z', ['2026-11-24T21:00:00Z']],
    ['two', 'Europe/Berlin', '2026-10-25T02:30:00Z', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
    ['none', 'Europe/Berlin', '2026-03-29T02:30:00Z', []],
    [
      'two half an hour apart',
      'Australia/Lord_Howe',
      '2027-04-04T01:45:00Z',
      ['2027-04-03T14:45:00Z', '2027-04-03T15:15:00Z'],
    ],
    ['none on a skipped day', 'Pacific/Apia', '2011-12-30T12:00:00Z', []],
  ])('are %s', (_, zone, shown, moments) => {
    expect(momentsShowing(at(shown), zone)).toEqual(moments.map(at))
    for (const moment of moments) expect(isShownTwice(at(moment), zone)).toBe(moments.length === 2)
  })

  it('include each moment of each zone under its own time', () => {
    let twice = 0
    fc.assert(
      fc.property(zonedMoment(zones, [0, 2_000_000_000]), ({ zone, at: time }) => {
        const found = momentsShowing(time + offsetAt(time, zone), zone)
        expect(found).toContain(time)
        expect(new Set(found.map((moment) => clock(moment, zone))).size).toBe(1)
        if (found.length > 1) twice += 1
      }),
      { numRuns: 500 },
    )
    expect(twice).toBeGreaterThan(10)
  })
})

it.each([
  [0, '+00:00'],
  [3_600, '+01:00'],
  [-12_600, '-03:30'],
  [20_700, '+05:45'],
])('writes an offset of %d s as %s', (seconds, text) => {
  expect(offsetText(seconds)).toBe(text)
})

it('knows offsets of hours, halves, quarters and odd seconds', () => {
  expect(offsetAt(at('2026-07-01T00:00:00Z'), 'UTC')).toBe(0)
  expect(offsetAt(at('2026-07-01T00:00:00Z'), 'Europe/London')).toBe(3_600)
  expect(offsetAt(at('2026-01-01T00:00:00Z'), 'Europe/London')).toBe(0)
  expect(offsetAt(at('2026-01-01T00:00:00Z'), 'Asia/Kathmandu')).toBe(20_700)
  expect(offsetAt(at('2026-01-01T00:00:00Z'), 'America/St_Johns')).toBe(-12_600)
  expect(offsetAt(at('1970-06-01T00:00:00Z'), 'Africa/Monrovia')).toBe(-2_670)
})

describe('dayStart', () => {
  it.each([
    ['an ordinary midnight', '2026-11-20', 'Europe/Berlin', '2026-11-19T23:00:00Z'],
    ['the 23-hour day', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['the day after it', '2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
    ['the 25-hour day', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['the day after it', '2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00Z'],
    ['an offset of three quarters', '2026-11-20', 'Asia/Kathmandu', '2026-11-19T18:15:00Z'],
    ['clocks that move by half an hour', '2026-10-05', 'Australia/Lord_Howe', '2026-10-04T13:00:00Z'],
    ['a midnight that does not exist', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['a midnight that does not exist, Lebanon', '2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00Z'],
    ['a midnight that does not exist, Egypt', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    [
      'clocks put back at midnight, to the day before',
      '2018-02-18',
      'America/Sao_Paulo',
      '2018-02-18T03:00:00Z',
    ],
    ['a midnight that occurs twice: the first', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
    [
      'clocks put back a minute after midnight: the first',
      '2010-11-07',
      'America/St_Johns',
      '2010-11-07T02:30:00Z',
    ],
    ['a day that was skipped begins with the next', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['the next day', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s: %s in %s', (_, date, zone, start) => {
    expect(new Date(dayStart(dayOf(date), zone) * 1_000).toISOString()).toBe(start.replace('Z', '.000Z'))
  })

  it('is the first moment of its day, in every zone and year', () => {
    const days = fc.integer({ min: 0, max: dayOf('2100-01-01') })
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (zone, day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
        const start = dayStart(day, zone)
        expect(clock(start - 1, zone) < date).toBe(true)
        expect(clock(start, zone) >= date).toBe(true)
        expect(dayStart(day + 1, zone)).toBeGreaterThanOrEqual(start)
        expect(dayStart(day + 1, zone) - start).toBeLessThanOrEqual(25 * 3_600)
      }),
      { numRuns: 2_000 },
    )
  })
})

it('every moment belongs to exactly one day: it has begun and the next one has not', () => {
  const time = fc.oneof(
    fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') * 1_000 }).map((ms) => ms / 1_000),
    // Around clock changes.
    fc
      .tuple(
        fc.constantFrom(
          '2010-11-07T02:30:00Z',
          '2011-12-30T10:00:00Z',
          '2018-02-18T02:00:00Z',
          '2026-03-29T01:00:00Z',
        ),
        fc.integer({ min: -90_000, max: 90_000 }),
      )
      .map(([iso, offset]) => at(iso) + offset),
  )
  fc.assert(
    fc.property(fc.constantFrom(...zones), time, (zone, moment) => {
      const day = dayAt(moment, zone)
      expect(dayStart(day, zone)).toBeLessThanOrEqual(moment)
      expect(dayStart(day + 1, zone)).toBeGreaterThan(moment)
    }),
    { numRuns: 2_000 },
  )
})
