import { describe, expect, it } from 'vitest'
import { aheadText, clockOffset, clockText, shortClockText } from './node-clock'

const now = new Date('2026-01-31T09:30:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)
const hour = 3_600
const year = 365.25 * 86_400

describe('clockOffset', () => {
  const offset = (
    reported: number | null,
    arrived: number,
    heard = arrived,
    { cadence = 5, ahead = null }: { cadence?: number; ahead?: number | null } = {},
  ) =>
    clockOffset({
      status: 'Healthy',
      timestamp: reported === null ? null : ago(reported),
      arrivedAt: ago(arrived),
      heardAt: ago(heard),
      ...{ contactSeconds: cadence, cadenceSeconds: cadence, intervalSeconds: null, aheadSeconds: ahead },
    })

  it.each([
    ['is right', 3, 2, null],
    ['is a minute off', 62, 2, null],
    ['is over a minute behind', 63, 2, -61],
    ['is 10 min behind', 602, 2, -600],
    ['is over a minute ahead', -61, 0, 61],
    ['was right when the node was last heard, long ago', 5_001, 5_000, null],
  ])('of a clock that %s', (_, reported, arrived, seconds) => {
    expect(offset(reported, arrived)).toBe(seconds)
  })

  it('leaves a sample that waited up to an interval for its upload alone', () => {
    expect(offset(hour, 0, 0, { cadence: hour })).toBeNull()
    expect(offset(hour + 1, 0, 0, { cadence: hour })).toBe(-hour - 1)
  })

  it('takes what comes late once for late, and for a clock behind if nothing else comes', () => {
    expect(offset(40, 40, 1)).toBeNull()
    expect(offset(400, 400, 1)).toBe(-399)
  })

  it('is what the reports were ahead by, if none can be believed', () => {
    expect(offset(null, 0, 0, { ahead: hour })).toBe(hour)
    expect(offset(100, 100, 0, { ahead: hour })).toBe(hour)
  })
})

it.each([
  [-61, ago(61), 'its clock is 61 s behind', 'clock 61 s behind'],
  [-600, ago(600), 'its clock is 10 min behind', 'clock 10 min behind'],
  [240, ago(-240), 'its clock is 4 min ahead', 'clock 4 min ahead'],
  [hour, null, 'its clock is 60 min ahead', 'clock 60 min ahead'],
  [300 * 86_400, null, 'its clock is 300 d ahead', 'clock 300 d ahead'],
  [-23 * hour, ago(23 * hour), 'its clock is 23 h behind', 'clock 23 h behind'],
  [
    -12.2 * year,
    ago(12.2 * year),
    'its reports are 12 years old: its clock is behind, or they were imported',
    'reports 12 years old',
  ],
  [-56 * year, new Date(10_000), 'its clock is 56 years behind', 'clock 56 years behind'],
])('an offset of %d s reads %3$s', (offset, at, long, short) => {
  const reportedAt = at?.toISOString() ?? null
  expect(clockText(offset, reportedAt)).toBe(long)
  expect(shortClockText(offset, reportedAt)).toBe(short)
})

it('tells of reports from ahead', () => {
  expect(aheadText({ reports: 1, seconds: 300 * 86_400 })).toBe(
    '1 report came from 300 d ahead: charted at its own time, never the latest',
  )
  expect(aheadText({ reports: 55, seconds: hour })).toBe(
    '55 reports came, the last from 60 min ahead: charted at their own time, never the latest',
  )
})
