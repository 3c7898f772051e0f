import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage'
import type { Stretch } from './missing'
import { type ReportPair, silenceBetween } from './report-windows'
import type { BucketedRange, ReportTimes } from './series'
import { bucketEdges } from './time-range'

/** A report at a time, when the next was due after it, and whether it was late: a silence that must be seen. */
type Told = { at: number; interval: number; late: boolean }

/** Reports at one interval: how many spacings, and how long a silence comes after which of them. */
type Part = {
  interval: number
  spacings: number
  silences: { after: number; length: number }[]
  jitter: number[]
}

const begin = 1_800_000_000

/** The reports of parts one after another, each spacing off by at most `jitter` of an interval. */
function reportsOf(parts: readonly Part[], phase: number): Told[] {
  const told: Told[] = []
  let at = begin + phase
  for (const { interval, spacings, silences, jitter } of parts)
    for (let index = 0; index < spacings; index += 1) {
      const silence = silences.find(({ after }) => after === index)
      told.push({ at, interval, late: silence !== undefined })
      at += silence?.length ?? interval * (1 + (jitter[index % jitter.length] ?? 0))
    }
  return [...told, { at, interval: parts.at(-1)?.interval ?? 1, late: false }]
}

/**
 * @param step how exactly silences are placed: they are so much longer than two intervals
 * @param jitter the largest, as a share of an interval
 */
const parts = (intervals: readonly number[], step: number, jitter: number) =>
  fc
    .array(
      fc.record({
        interval: fc.constantFrom(...intervals),
        regular: fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 4 }),
        silence: fc.double({ min: 2.2, max: 30, noNaN: true }),
        jitter: fc.array(fc.double({ min: -jitter, max: jitter, noNaN: true }), {
          minLength: 1,
          maxLength: 9,
        }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((made) =>
      made.map(({ interval, regular, silence, jitter }): Part => {
        const ends = regular.map((_, index) => regular.slice(0, index + 1).reduce((sum, one) => sum + one, 0))
        const silences = ends.slice(0, -1).map((after) => ({ after, length: silence * interval + 2 * step }))
        return { interval, spacings: ends.at(-1) ?? 4, silences, jitter }
      }),
    )

const phase = fc.double({ min: 0, max: 3_600, noNaN: true })

/** What a range over these reports holds, and the empty buckets within its silences. */
function bucketed(told: readonly Told[], step: number, exact: boolean) {
  const from = Math.floor((told[0]?.at ?? 0) / step) * step
  const to = Math.floor((told.at(-1)?.at ?? 0) / step) * step + step
  const time = { from, to, step }
  const range: BucketedRange = { ...time, edges: bucketEdges(time), open: false }
  const bucketOf = (at: number): number => Math.floor((at - from) / step)
  const reports = range.edges.slice(0, -1).map(() => 0)
  const times: (ReportTimes | undefined)[] = []
  const gaps: Stretch[] = []
  for (const [index, { at, late }] of told.entries()) {
    const bucket = bucketOf(at)
    reports[bucket] = (reports[bucket] ?? 0) + 1
    if (exact) times[bucket] = { first: times[bucket]?.first ?? at, last: at, interval: null }
    const next = told[index + 1]
    if (!late || !next || bucketOf(next.at) <= bucket + 1) continue
    gaps.push({ from: from + (bucket + 1) * step, to: from + bucketOf(next.at) * step })
  }
  return { range, status: { reports, worst: [] }, times, gaps }
}

const found = ({ range, status, times }: ReturnType<typeof bucketed>) =>
  coverageOf(status, range, { times, cadenceSeconds: null, before: null }).gaps

const runs = { numRuns: 200 }

describe('in a range with any changes of the interval, the silences found are those there were', () => {
  it('between reports', () => {
    fc.assert(
      fc.property(parts([5, 10, 60, 300, 3_600], 0, 0.05), phase, (made, offset) => {
        const told = reportsOf(made, offset)
        const spacing = (index: number): number | null => {
          const [one, next] = [told[index], told[index + 1]]
          return one && next ? next.at - one.at : null
        }
        const silences = told.slice(0, -1).flatMap(({ at }, index) => {
          const pair: ReportPair = {
            ...{ from: at, to: told[index + 1]?.at ?? at, interval: null },
            before: [spacing(index - 2), spacing(index - 1)],
            after: [spacing(index + 1), spacing(index + 2)],
          }
          return silenceBetween(pair, 1) ?? []
        })
        const known = told.flatMap(({ late }, index) => (late ? [told[index + 1]?.at] : []))
        expect(silences.map(({ to }) => to)).toEqual(known)
      }),
      runs,
    )
  })

  it('in buckets whose reports were read', () => {
    const steps = fc.constantFrom(10, 30, 60)
    fc.assert(
      fc.property(parts([5, 10, 60, 300], 0, 0.05), phase, steps, (made, offset, step) => {
        const range = bucketed(reportsOf(made, offset), step, true)
        expect(found(range)).toEqual(range.gaps)
      }),
      runs,
    )
  })

  it('in buckets of roll-ups', () => {
    // Of intervals near the length of a bucket, counts alone cannot tell.
    fc.assert(
      fc.property(parts([5, 20, 60, 900, 1_500, 3_600], 300, 0), phase, (made, offset) => {
        const range = bucketed(reportsOf(made, offset), 300, false)
        expect(found(range)).toEqual(range.gaps)
      }),
      runs,
    )
  })
})

it('believes what reports say of their interval, which three spacings in a row do not', () => {
  const step = 10
  const told = [0, 5, 10, 15, 315, 320, 325, 330].map((seconds) => begin + seconds)
  const range = bucketed(
    told.map((at) => ({ at, interval: 5, late: false })),
    step,
    true,
  )
  expect(found(range)).toHaveLength(1)
  const times = range.times.map((one) => one && { ...one, interval: one.last === begin + 15 ? 300 : 5 })
  expect(found({ ...range, times })).toEqual([])
})
