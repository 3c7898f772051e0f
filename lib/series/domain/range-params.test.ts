import { describe, expect, it } from 'vitest'
import { rangeQuery } from './range-links'
import { endOfReports, isRangePreset, parseRange, parseTime, rangeAround } from './range-params'

const now = Date.parse('2026-11-23T12:00:00Z') / 1_000
const at = (iso: string): number => Date.parse(iso) / 1_000

describe('parseRange', () => {
  it.each([
    ['nothing', {}, 86_400, '24h'],
    ['an empty range', { range: '' }, 86_400, '24h'],
    ['15m', { range: '15m' }, 900, '15m'],
    ['1h', { range: '1h' }, 3_600, '1h'],
    ['6h', { range: '6h' }, 21_600, '6h'],
    ['7d', { range: '7d' }, 604_800, '7d'],
    ['90d', { range: '90d' }, 7_776_000, '90d'],
    ['2d', { range: '2d' }, 172_800, '2d'],
    ['1y', { range: '1y' }, 365 * 86_400, '1y'],
    ['2y', { range: '2y' }, 730 * 86_400, '2y'],
    ['a preset as Grafana writes it', { from: 'now-7d', to: 'now' }, 604_800, '7d'],
    ['the start of a preset alone', { from: 'now-6h' }, 21_600, '6h'],
    ['a repeated parameter: the first counts', { range: ['1h', '7d'] }, 3_600, '1h'],
  ])('preset: %s', (_, params, length, preset) => {
    expect(parseRange(params, { now, end: now })).toEqual({
      from: now - length,
      to: now,
      ends: { from: `now-${preset}`, to: 'now' },
      preset,
      pausedAt: null,
      notice: null,
    })
  })

  it.each([
    ['UTC', { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' }, '2026-11-20T00:00:00Z', 86_400],
    ['a zone', { from: '2026-11-20T02:00:00+02:00', to: '2026-11-21' }, '2026-11-20T00:00:00Z', 86_400],
    [
      'a plus lost in the URL',
      { from: '2026-11-20T02:00 02:00', to: '2026-11-21' },
      '2026-11-20T00:00:00Z',
      86_400,
    ],
    ['no end: until now', { from: '2026-11-23T11:00:00Z' }, '2026-11-23T11:00:00Z', 3_600],
    [
      'from and to win over range',
      { from: '2026-11-23T11:00:00Z', range: '7d' },
      '2026-11-23T11:00:00Z',
      3_600,
    ],
    ['56 years', { from: '1970-01-01' }, '1970-01-01T00:00:00Z', now],
  ])('custom: %s', (_, params, from, length) => {
    const range = parseRange(params, { now, end: now })
    const ends = { from: [params.from].flat()[0], to: 'to' in params ? params.to : 'now' }
    expect(range).toEqual({
      ...{ from: at(from), to: at(from) + length, ends, preset: null, pausedAt: null, notice: null },
    })
  })

  it('cuts an end in the future at now and says so', () => {
    const range = parseRange({ from: '2026-11-23T00:00:00Z', to: '2027-01-01' }, { now, end: now })
    expect(range).toMatchObject({ from: at('2026-11-23T00:00:00Z'), to: now, preset: null })
    expect(range.notice).toMatch(/future.*up to now/)
  })

  it.each([
    ['an unknown preset', { range: '2h' }, /“2h” is not a range; choose one of 15m, 1h/],
    ['a name of Object.prototype', { range: 'constructor' }, /“constructor” is not a range/],
    ['__proto__', { range: '__proto__' }, /“__proto__” is not a range/],
    ['reversed', { from: '2026-11-21', to: '2026-11-20' }, /ends before it begins/],
    ['empty', { from: '2026-11-21', to: '2026-11-21' }, /ends before it begins/],
    ['entirely in the future', { from: '2026-12-01', to: '2026-12-02' }, /future/],
    ['centuries ago', { from: '1815-06-18', to: '1915-06-18' }, /before 1970/],
    ['the year 275760', { from: '+275760-09-13T00:00:00Z' }, /not a time/],
    ['no zone', { from: '2026-11-20T10:00:00' }, /not a time.*zone/],
    ['30 February', { from: '2026-02-30' }, /not a time/],
    ['words', { from: 'yesterday', to: 'today' }, /“yesterday” is not a time/],
    ['a wrong end', { from: '2026-11-20', to: 'x' }, /“x” is not a time/],
    ['an end only', { to: '2026-11-20' }, /needs a start/],
    ['seconds only', { from: '2026-11-23T11:59:30Z' }, /shorter than a minute/],
    ['very long text', { from: 'a'.repeat(5_000) }, /not a time/],
  ])('says what is wrong and shows 24 hours: %s', (_, params, message) => {
    const range = parseRange(params, { now, end: now })
    expect(range).toMatchObject({ from: now - 86_400, to: now, preset: '24h' })
    expect(range.notice).toMatch(message)
    expect(range.notice?.length).toBeLessThan(250)
  })

  it('reaches up to the newest report of a node whose clock is ahead, and no further', () => {
    const end = at('2026-11-25T00:00:00Z')
    const range = (from: string, to?: string) => parseRange({ from, to }, { now, end })
    const tomorrow = at('2026-11-24T00:00:00Z')
    expect(range('2026-11-24', '2026-11-24T06:00:00Z')).toEqual({
      ...{ from: tomorrow, to: tomorrow + 21_600, preset: null, pausedAt: null, notice: null },
      ends: { from: '2026-11-24', to: '2026-11-24T06:00:00Z' },
    })
    expect(range('2026-11-24')).toMatchObject({ from: tomorrow, to: end, notice: null })
    expect(range('2026-11-22')).toMatchObject({ to: now, notice: null })
    expect(range('2026-11-24', '2026-12-01')).toMatchObject({ from: tomorrow, to: end })
    expect(range('2026-11-24', '2026-12-01').notice).toMatch(/after this node’s newest report.*up to there/)
    expect(range('2026-11-25', '2026-11-26')).toMatchObject({ preset: '24h', to: now })
    expect(range('2026-11-25', '2026-11-26').notice).toMatch(/^The range is after this node’s newest report/)
    expect(parseRange({ range: '1h' }, { now, end })).toMatchObject({ to: now })
  })

  it.each([
    ['6 hours', { from: 'now-6h', to: 'now-1h' }, 'UTC', '2026-11-23T06:00:00Z', '2026-11-23T11:00:00Z'],
    [
      'yesterday in Nepal',
      { from: 'now-1d/d', to: 'now-1d/d' },
      'Asia/Kathmandu',
      '2026-11-21T18:15:00Z',
      '2026-11-22T18:15:00Z',
    ],
    [
      'this week so far',
      { from: 'now/w', to: 'now/w' },
      'UTC',
      '2026-11-23T00:00:00Z',
      '2026-11-23T12:00:00Z',
    ],
    [
      'a month of calendar days',
      { from: 'now-31d', to: 'now' },
      'Europe/Berlin',
      '2026-10-23T11:00:00Z',
      '2026-11-23T12:00:00Z',
    ],
  ])('relative: %s', (_, params, zone, from, to) => {
    expect(parseRange(params, { now, end: now, zone })).toMatchObject({
      ...{ from: at(from), to: at(to), ends: params, preset: null, notice: null },
    })
  })

  it('reads a plus that the URL lost', () => {
    const end = now + 7_200
    expect(parseRange({ from: 'now-1h', to: 'now 1h' }, { now, end })).toMatchObject({ to: now + 3_600 })
  })

  describe('paused', () => {
    const pausedAt = at('2026-11-20T10:00:00Z')
    const paused = '2026-11-20T10:00:00Z'

    it.each([
      ['a preset', { range: '6h' }, pausedAt - 21_600, pausedAt],
      ['the day until then', { from: 'now/d', to: 'now/d' }, at('2026-11-20T00:00:00Z'), pausedAt],
      ['the usual range', {}, pausedAt - 86_400, pausedAt],
    ])('%s stays where it was', (_, params, from, to) => {
      const range = parseRange({ ...params, at: paused }, { now, end: now })
      expect(range).toMatchObject({ from, to, pausedAt, notice: null })
    })

    it('changes nothing about a range that does not move', () => {
      const range = parseRange({ from: '2026-11-21', to: '2026-11-22', at: paused }, { now, end: now })
      expect(range).toMatchObject({ from: at('2026-11-21T00:00:00Z'), pausedAt: null, notice: null })
    })

    it.each(['2026-11-24T00:00:00Z', 'yesterday', '1970-01-01', 'now-1h'])(
      'not at %s, and says so',
      (text) => {
        const range = parseRange({ range: '1h', at: text }, { now, end: now })
        expect(range).toMatchObject({ to: now, preset: '1h', pausedAt: null })
        expect(range.notice).toMatch(/is not a time in the past, so the view is not paused/)
      },
    )
  })

  it('accepts a current time with fractions of a second', () => {
    expect(parseRange({}, { now: now + 0.7, end: now })).toMatchObject({ from: now - 86_400, to: now })
  })
})

describe('parseTime and rangeQuery', () => {
  it('read what they write', () => {
    const query = new URLSearchParams(rangeQuery(now - 100, now))
    expect(parseTime(query.get('from') ?? '')).toBe(now - 100)
    expect(parseTime(query.get('to') ?? '')).toBe(now)
  })
})

it('recognises its presets and nothing else', () => {
  expect(isRangePreset('24h')).toBe(true)
  for (const value of ['toString', '__proto__', '2h', 24, null]) expect(isRangePreset(value)).toBe(false)
})

it.each([
  ['now', null, now],
  ['now, if its newest report is not ahead any more', '2026-11-23T11:00:00Z', now],
  ['now, if its newest report is hardly ahead', '2026-11-23T12:00:30Z', now],
  ['just after its newest report', '2026-11-25T00:00:00.5Z', at('2026-11-25T00:00:01Z')],
])('a node has reports up to %s', (_, newest, end) => {
  expect(endOfReports(now, newest)).toBe(end)
})

describe('rangeAround', () => {
  it.each([
    ['a moment long ago', now - 1_000_000, 86_400],
    ['a moment just now', now, 86_400],
    ['the epoch', 5, 86_400],
  ])('contains %s and never ends after now', (_, moment, length) => {
    const range = rangeAround(moment, length, now)
    expect(range.from).toBeLessThanOrEqual(moment)
    expect(range.to).toBeGreaterThanOrEqual(moment)
    expect(range.to).toBeLessThanOrEqual(now)
    expect(range.from).toBeGreaterThanOrEqual(0)
  })
})
