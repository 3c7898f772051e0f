import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage'
import type { MissingReason, Stretch } from './missing'
import type { BucketedRange, ReportBefore } from './series'
import { type StatusStretch, statusStretches } from './status-stretches'
import { bucketEdges } from './time-range'

/** One word per bucket, one letter per report: H W E, '?' Unknown; '' no report. */
const names = { H: 'Healthy', W: 'Warning', E: 'Error', '?': 'Unknown' }

type Options = {
  cadence?: number
  before?: ReportBefore | null
  reasons?: MissingReason[]
  silences?: Stretch[]
  openSeconds?: number
}

function stretchesOf(
  buckets: string[],
  options: Options = {},
): { range: BucketedRange; found: StatusStretch[] } {
  const { cadence = 300, before = null, reasons = [], silences = [], openSeconds = 300 } = options
  const time = { from: 3_000, to: 3_000 + (buckets.length - 1) * 300 + openSeconds, step: 300 }
  const range = { ...time, edges: bucketEdges(time), open: openSeconds < 300 }
  const statuses = Object.entries(names).map(([letter, status]) => ({
    status,
    reports: buckets.map((bucket) => [...bucket].filter((one) => one === letter).length),
  }))
  const status = { reports: buckets.map((bucket) => bucket.length), worst: [] }
  const found = statusStretches({
    status,
    statuses,
    ...{ gaps: coverageOf(status, range, { cadenceSeconds: cadence, before }).gaps, silences },
    range,
    before,
    reasons,
  })
  return { range, found }
}

/** "Healthy 2", "Error 50% Healthy 50% 1": shares where there are several, and buckets. */
const words = (buckets: string[], options?: Options): string[] =>
  stretchesOf(buckets, options).found.map(({ from, to, parts }) => {
    const shares = parts.map(({ status, silence, share }) =>
      parts.length === 1 ? (status ?? silence) : `${status ?? silence} ${Math.round(share * 100)}%`,
    )
    return `${shares.join(' ')} ${(to - from) / 300}`
  })
const letters = (picture: string): string[] => [...picture].map((letter) => (letter === '.' ? '' : letter))

describe('statusStretches', () => {
  it.each([
    ['HHWWH', ['Healthy 2', 'Warning 2', 'Healthy 1']],
    ['HH..H', ['Healthy 2', 'no_report 2', 'Healthy 1']],
    ['..E', ['no_report 2', 'Error 1']],
    ['H?H', ['Healthy 1', 'Unknown 1', 'Healthy 1']],
  ])('%s', (picture, expected) => {
    expect(words(letters(picture))).toEqual(expected)
  })

  it('stacks the statuses of a bucket by share, the worst first', () => {
    expect(words(['HHHHH', 'HHHHE', 'HHWHE', 'HHHHE'])).toEqual([
      'Healthy 1',
      'Error 20% Healthy 80% 1',
      'Error 20% Warning 20% Healthy 60% 1',
      'Error 20% Healthy 80% 1',
    ])
  })

  it('draws a silence within a bucket as a share of it', () => {
    expect(words(['HHHHH', 'HH', 'HHHHH'], { silences: [{ from: 3_420, to: 3_600 }] })).toEqual([
      'Healthy 1',
      'Healthy 40% no_report 60% 1',
      'Healthy 1',
    ])
  })

  it('never names it after the values of the reports beside it', () => {
    const silences = [{ from: 3_420, to: 3_600 }]
    const named = (reason: MissingReason) =>
      words(['HHHHH', 'HH', 'HHHHH'], { silences, reasons: ['no_value', reason, 'no_value'] })[1]
    expect(named('no_value')).toBe('Healthy 40% no_report 60% 1')
    expect(named('unknown')).toBe('Healthy 40% no_report 60% 1')
    expect(named('maintenance')).toBe('Healthy 40% maintenance 60% 1')
  })

  it('continues the last status between punctual reports', () => {
    expect(words(letters('H....W....W'), { cadence: 1_500 })).toEqual(['Healthy 5', 'Warning 6'])
  })

  it.each([
    ['a punctual report before: its status continues', '...H....H....H', 2_900, ['Warning 3', 'Healthy 11']],
    ['a report before that is only just punctual', '...H....H....H', 1_800, ['Warning 3', 'Healthy 11']],
    ['an earlier report too long ago', '...H....H....H', 1_000, ['no_report 3', 'Healthy 11']],
    ['no earlier report', '...H....H....H', null, ['no_report 3', 'Healthy 11']],
    ['a range shorter than the cadence', '...', 2_900, ['Warning 3']],
    ['an empty range, long after', '...', 300, ['no_report 3']],
  ])('starts with the status of the report before the range: %s', (_, picture, at, expected) => {
    const before = at === null ? null : { at, status: 'Warning', interval: null }
    expect(words(letters(picture), { cadence: 1_500, before })).toEqual(expected)
  })

  it('marks silence during maintenance', () => {
    const reasons: MissingReason[] = [
      'no_value',
      'no_report',
      'maintenance',
      'maintenance',
      'no_report',
      'no_value',
    ]
    expect(words(letters('H....H'), { reasons })).toEqual([
      'Healthy 1',
      'no_report 1',
      'maintenance 2',
      'no_report 1',
      'Healthy 1',
    ])
  })

  it('covers the range without holes, and every stretch wholly', () => {
    const { found, range } = stretchesOf(letters('.H..WWE.'), { cadence: 60, openSeconds: 20 })
    expect(found[0]?.from).toBe(range.from)
    expect(found.at(-1)?.to).toBe(range.to)
    found.slice(1).forEach((stretch, index) => {
      expect(stretch.from).toBe(found[index]?.to)
    })
    for (const { parts } of found) expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  })
})
