import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOf, momentsShowing, offsetAt } from '@/lib/kernel/time/time-zone'
import { fixedEnds } from './range-links'
import { parseTime, readRange } from './range-params'
import { rangeText } from './range-text'
import { isTypedProblem, readTypedRange } from './typed-range'

const at = (iso: string): number => Date.parse(iso) / 1_000
/** Monday afternoon, also in Berlin (an hour ahead of UTC). */
const now = at('2026-11-23T12:34:56Z')
const berlin = { now, zone: 'Europe/Berlin' }

describe('a typed range', () => {
  it.each([
    ['now-6h to now', 'now-6h', 'now'],
    ['now - 6h to now - 1h', 'now-6h', 'now-1h'],
    ['now-6h', 'now-6h', 'now'],
    ['now-1d/d', 'now-1d/d', 'now-1d/d'],
    ['Now-1M/M to now/M', 'now-1M/M', 'now/M'],
    ['6h', 'now-6h', 'now'],
    ['90 min', 'now-90m', 'now'],
    ['2M', 'now-2M', 'now'],
    ['last 3 days', 'now-3d', 'now'],
    ['the last 24 hours', 'now-24h', 'now'],
    ['Past 2 Weeks', 'now-2w', 'now'],
    ['last hour', 'now-1h', 'now'],
    ['today', 'now/d', 'now'],
    ['yesterday', 'now-1d/d', 'now-1d/d'],
    ['yesterday to today', 'now-1d/d', 'now'],
    ['this week', 'now/w', 'now'],
    ['previous month', 'now-1M/M', 'now-1M/M'],
    ['3 hours ago to 1 hour ago', 'now-3h', 'now-1h'],
    ['since yesterday', 'now-1d/d', 'now'],
    ['since 09:00', '2026-11-23T08:00:00Z', 'now'],
    ['yesterday 14:00 to 15:30', '2026-11-22T13:00:00Z', '2026-11-22T14:30:00Z'],
    ['14:00 to 15:30 yesterday', '2026-11-22T13:00:00Z', '2026-11-22T14:30:00Z'],
    ['from yesterday at 2 pm until 3:30pm', '2026-11-22T13:00:00Z', '2026-11-22T14:30:00Z'],
    ['yesterday 22:00 to 02:00', '2026-11-22T21:00:00Z', '2026-11-23T01:00:00Z'],
    ['yesterday 22:00 to 24:00', '2026-11-22T21:00:00Z', '2026-11-22T23:00:00Z'],
    ['yesterday 22:00 to now', '2026-11-22T21:00:00Z', 'now'],
    ['yesterday 22:00 to today', '2026-11-22T21:00:00Z', 'now'],
    ['09:00 to 10:30', '2026-11-23T08:00:00Z', '2026-11-23T09:30:00Z'],
    ['09:00-10:30', '2026-11-23T08:00:00Z', '2026-11-23T09:30:00Z'],
    ['09:00–10:30:15', '2026-11-23T08:00:00Z', '2026-11-23T09:30:15Z'],
    ['between 09:00 and 10:30', '2026-11-23T08:00:00Z', '2026-11-23T09:30:00Z'],
    ['12 am to 12 pm', '2026-11-22T23:00:00Z', '2026-11-23T11:00:00Z'],
    ['monday', '2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z'],
    ['Tue 9:00 to 10:00', '2026-11-17T08:00:00Z', '2026-11-17T09:00:00Z'],
    ['2026-11-03', '2026-11-02T23:00:00Z', '2026-11-03T23:00:00Z'],
    ['2026-11-03 to 2026-11-05', '2026-11-02T23:00:00Z', '2026-11-05T23:00:00Z'],
    ['2026-11-03 - 2026-11-05', '2026-11-02T23:00:00Z', '2026-11-05T23:00:00Z'],
    ['2026-11-03 14:00 to 2026-11-05', '2026-11-03T13:00:00Z', '2026-11-05T23:00:00Z'],
    ['2026-11-03T14:00 to 2026-11-05T06:00', '2026-11-03T13:00:00Z', '2026-11-05T05:00:00Z'],
    ['2026-11-03T14:00Z to 2026-11-03T16:00+01:00', '2026-11-03T14:00:00Z', '2026-11-03T15:00:00Z'],
    ['3 Nov to 5 November', '2026-11-02T23:00:00Z', '2026-11-05T23:00:00Z'],
    ['Nov 3, 2025 8:00 to 9:00', '2025-11-03T07:00:00Z', '2025-11-03T08:00:00Z'],
    // The latest one, and not one to come.
    ['24 Dec', '2025-12-23T23:00:00Z', '2025-12-24T23:00:00Z'],
    ['29 Feb', '2024-02-28T23:00:00Z', '2024-02-29T23:00:00Z'],
    ['  Yesterday   14:00   TO   15:30 ', '2026-11-22T13:00:00Z', '2026-11-22T14:30:00Z'],
  ])('%s', (text, from, to) => {
    expect(readTypedRange(text, berlin)).toEqual({ from, to })
  })

  it('is read in the zone of the reader', () => {
    expect(readTypedRange('yesterday 14:00 to 15:30', { now, zone: 'Asia/Kathmandu' })).toEqual({
      ...{ from: '2026-11-22T08:15:00Z', to: '2026-11-22T09:45:00Z' },
    })
    // There, it is Tuesday by now.
    expect(
      readTypedRange('today 00:00 to 00:30', {
        now: at('2026-11-23T22:00:00Z'),
        zone: 'Australia/Lord_Howe',
      }),
    ).toEqual({ from: '2026-11-23T13:00:00Z', to: '2026-11-23T13:30:00Z' })
  })

  it.each([
    ['', /^Enter a range\. Write “last 3 days”/],
    ['soon', /^“soon” is not a range\. Write/],
    ['yesterday to later', /^“later” is not a time\. Write/],
    ['25:00 to 26:00', /^“25:00” is not a time/],
    ['13 pm to 14 pm', /^“13 pm” is not a time/],
    ['2026-02-30', /^“2026-02-30” is not a range/],
    ['30 Feb 2026', /^“30 Feb 2026” is not a range/],
    ['now', /^A range needs two times\.$/],
    ['x'.repeat(500), /^“x{40}…” is not a range/],
  ])('%j is refused with a sentence', (text, sentence) => {
    expect(readTypedRange(text, berlin)).toEqual({ problem: expect.stringMatching(sentence), choices: [] })
  })

  it.each([
    ['09:00', /needs two times/, ['since 09:00']],
    ['since 14:00', /^14:00 today is still to come\.$/, ['since yesterday 14:00']],
    ['last week', /may mean two things/, ['last 7 days', 'previous week']],
    ['past month', /may mean two things/, ['last 30 days', 'previous month']],
    ['last day', /may mean two things/, ['last 24 hours', 'yesterday']],
    ['03/11/2026', /03\/11\/2026 may be read in two ways/, ['2026-11-03', '2026-03-11']],
    ['23.11.2026 to today', /may be read in two ways/, ['2026-11-23 to today']],
    ['14:00 to 15:30', /^14:00 today is still to come\.$/, ['yesterday 14:00 to 15:30']],
    ['2026-11-03 to 14:00', /^14:00 needs a day\.$/, ['2026-11-03 to today 14:00']],
  ])('%s is not guessed: the choices are offered', (text, sentence, choices) => {
    expect(readTypedRange(text, berlin)).toEqual({ problem: expect.stringMatching(sentence), choices })
    for (const choice of choices) expect(isTypedProblem(readTypedRange(choice, berlin))).toBe(false)
  })

  it.each([
    ['America/New_York', '2026-03-08 02:30 to 04:00', '02:30', '02:00 to 03:00'],
    ['Europe/Berlin', '2026-03-29 01:00 to 02:15', '02:15', '02:00 to 03:00'],
    ['Australia/Lord_Howe', '2026-10-04 02:10 to 03:00', '02:10', '02:00 to 02:30'],
  ])('in %s, %s names a time that clocks skip', (zone, text, clock, from) => {
    const found = readTypedRange(text, { now, zone })
    expect(found).toEqual({
      problem: `Clocks in ${zone} skip ${clock} on ${text.slice(0, 10)}: they go from ${from}.`,
      choices: [],
    })
  })

  it.each([
    ['America/New_York', '2026-11-01 01:30 to 04:00', ['-04:00', '-05:00'], 0],
    ['Europe/Berlin', '2026-10-25 01:00 to 02:30', ['+02:00', '+01:00'], 1],
    ['Australia/Lord_Howe', '2026-04-05 01:45 to 03:00', ['+11:00', '+10:30'], 0],
  ])('in %s, %s names a time that clocks show twice', (zone, text, offsets, end) => {
    const found = readTypedRange(text, { now, zone })
    if (!isTypedProblem(found)) throw new Error('guessed')
    expect(found.problem).toMatch(/^Clocks in .* show \d\d:\d\d twice on .*\. Choose one of the two\.$/)
    expect(found.choices.map((choice) => /\(([+-]\d\d:\d\d)\)/.exec(choice)?.[1])).toEqual(offsets)
    const moments = found.choices.map((choice) => {
      const read = readTypedRange(choice, { now, zone })
      if (isTypedProblem(read)) throw new Error(read.problem)
      return parseTime(end === 0 ? read.from : read.to) ?? 0
    })
    expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBe(zone === 'Australia/Lord_Howe' ? 1_800 : 3_600)
  })

  it('refuses an offset that clocks did not have, and a day that a zone did not have', () => {
    expect(readTypedRange('2026-10-25 02:30 (+05:00) to 04:00', berlin)).toMatchObject({
      problem: expect.stringContaining('twice'),
    })
    expect(readTypedRange('2026-10-24 02:30 (+05:00) to 04:00', berlin)).toEqual({
      problem: 'Clocks in Europe/Berlin do not show 02:30 (+05:00) on 2026-10-24.',
      choices: ['2026-10-24 02:30 (+02:00) to 04:00'],
    })
    expect(readTypedRange('2011-12-30', { now, zone: 'Pacific/Apia' })).toEqual({
      problem: 'There was no 2011-12-30 in Pacific/Apia.',
      choices: [],
    })
  })
})

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const
/** When clocks changed in one of them, as well as any other time. */
const changes = [
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
].map(at)
const moment = fc.oneof(
  fc.integer({ min: at('1972-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') }),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -7_500, max: 7_500 }))
    .map(([change, off]) => change + off),
)
const zone = fc.constantFrom(...zones)

describe('in zones with days of 23 to 25 hours', () => {
  it('a range is typed as it is shown', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 60, max: 90 * 86_400 }), zone, (from, length, inZone) => {
        const ends = fixedEnds(from, from + length)
        const text = rangeText(ends, inZone)
        expect(readTypedRange(text, { now: from + length, zone: inZone })).toEqual(ends)
        // Also a year later.
        expect(readTypedRange(text, { now: from + 366 * 86_400, zone: inZone })).toEqual(ends)
      }),
      { numRuns: 500 },
    )
  })

  it('days are typed as they are shown, and are whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 30_000 }),
        fc.integer({ min: 0, max: 40 }),
        zone,
        (day, more, inZone) => {
          const [from, to] = [momentOf(day, 0, inZone), momentOf(day + more + 1, 0, inZone)]
          const text = rangeText(fixedEnds(from, to), inZone)
          expect(text).toMatch(more === 0 ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/)
          expect(readTypedRange(text, { now: to, zone: inZone })).toEqual(fixedEnds(from, to))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('a relative range is typed as it is shown', () => {
    const end = fc
      .array(
        fc.tuple(
          fc.constantFrom('-', '+', '/'),
          fc.nat(99),
          fc.constantFrom('s', 'm', 'h', 'd', 'w', 'M', 'y'),
        ),
        { maxLength: 3 },
      )
      .map(
        (steps) =>
          `now${steps.map(([sign, n, unit]) => (sign === '/' ? `/${unit}` : `${sign}${n}${unit}`)).join('')}`,
      )
    fc.assert(
      fc.property(end, end, moment, zone, (from, to, at, inZone) => {
        fc.pre(from !== to)
        expect(readTypedRange(rangeText({ from, to }, inZone), { now: at, zone: inZone })).toEqual({
          from,
          to,
        })
        const mixed = { from: fixedEnds(at, at).from, to }
        expect(readTypedRange(rangeText(mixed, inZone), { now: at, zone: inZone })).toEqual(mixed)
      }),
      { numRuns: 300 },
    )
  })

  it('two times of a day are those that clocks show, in order, or are said to be wrong', () => {
    const clock = fc.tuple(fc.nat(23), fc.nat(59))
    const text = ([h, m]: [number, number]): string =>
      `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`
    fc.assert(
      fc.property(moment, clock, clock, zone, (time, one, other, inZone) => {
        const day = Math.floor((time + offsetAt(time, inZone)) / 86_400)
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
        const typed = `${date} ${text(one)} to ${date} ${text(other)}`
        const found = readTypedRange(typed, { now: time + 86_400, zone: inZone })
        const shown = [one, other].map(([h, m]) => momentsShowing(day * 86_400 + h * 3_600 + m * 60, inZone))
        if (isTypedProblem(found)) {
          expect(shown.some((moments) => moments.length !== 1)).toBe(true)
          return
        }
        expect([found.from, found.to].map(parseTime)).toEqual(shown.map(([only]) => only))
        const read = readRange(found, { now: time + 3 * 86_400, end: time + 3 * 86_400, zone: inZone })
        if (typeof read === 'string') expect(read).toMatch(/before it begins|shorter than a minute/)
        else expect(read.from).toBeLessThan(read.to)
      }),
      { numRuns: 400 },
    )
  })

  it('never throws, whatever is typed', () => {
    const words = fc.constantFrom(
      'now',
      'last',
      '3',
      'days',
      'to',
      ' ',
      '-',
      '14:00',
      'yesterday',
      '/d',
      'Nov',
      '2026-11-03',
      '(+01:00)',
      'T',
      'since',
      'between',
      'and',
      '24:00',
      '99',
      'ago',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join(' ')),
          fc.array(words).map((all) => all.join('')),
        ),
        zone,
        (typed, inZone) => {
          const found = readTypedRange(typed, { now, zone: inZone })
          if (isTypedProblem(found)) expect(found.problem).toMatch(/^.+\.$/s)
          else expect(readRange(found, { now, end: now, zone: inZone })).toBeTruthy()
        },
      ),
      { numRuns: 400 },
    )
  })
})
