import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Judgement, judge } from './judge'
import { isIll, type Stretch } from './stretches'

const hour = 3_600
const day = 24 * hour
const run = { from: 1_000_000, to: 1_000_000 + 420 }

/** A stretch between two times relative to the run: below 0 before its start, else after its end. */
const say = (
  from: number,
  to: number,
  status: string,
  code: string | null = null,
  reports = 20,
): Stretch => ({
  from: (from < 0 ? run.from : run.to) + from,
  to: (from < 0 ? run.from : run.to) + to,
  ...{ reports, status, code },
})
const disk = (from: number, to: number): Stretch => say(from, to, 'Warning', 'DISK_NEARING_CAPACITY')
const well = (from: number, to: number): Stretch => say(from, to, 'Healthy')

const judged = (
  stretches: Stretch[],
  elapsed = 6 * hour,
  otherRuns: { from: number; to: number }[] = [],
): Judgement => judge({ run, until: run.to + elapsed, stretches, otherRuns })

describe('an ill node', () => {
  it('is fixed once its diagnosis is gone within an hour of the end', () => {
    expect(
      judged([well(-7 * day, -2 * day), disk(-2 * day, -5), disk(0, 200), well(240, 6 * hour)]),
    ).toMatchObject({
      verdict: 'fixed',
      why: 'gone',
      goneAt: run.to + 240,
      before: { code: 'DISK_NEARING_CAPACITY', since: run.from - 2 * day },
    })
  })

  it('is not fixed by what went later than that', () => {
    expect(judged([disk(-day, -5), disk(0, 2 * hour), well(2 * hour + 5, 6 * hour)])).toMatchObject({
      verdict: 'no_change',
      why: 'gone_late',
    })
  })

  it('has not changed while its diagnosis stays, or another one takes its place', () => {
    expect(judged([disk(-day, -5), disk(0, 6 * hour)])).toMatchObject({
      verdict: 'no_change',
      why: 'still_there',
    })
    const other = say(0, 6 * hour, 'Warning', 'HIGH_CPU')
    expect(judged([disk(-day, -5), other])).toMatchObject({ verdict: 'no_change', why: 'other_illness' })
  })

  it('is worse with a more severe status, unless it had that in the week before', () => {
    const error = (from: number, to: number): Stretch => say(from, to, 'Error', 'DISK_FULL')
    expect(judged([disk(-day, -5), error(0, 6 * hour)])).toMatchObject({
      verdict: 'worse',
      why: 'more_severe',
    })
    expect(judged([error(-3 * day, -2 * day), disk(-day, -5), error(0, 6 * hour)]).verdict).toBe('no_change')
  })

  it('is not fixed if the diagnosis is back within a day, and is said to have come back later', () => {
    const back = [disk(-day, -5), well(60, 20 * hour), disk(20 * hour + 5, 30 * hour)]
    expect(judged(back, 30 * hour)).toMatchObject({
      verdict: 'no_change',
      why: 'came_back',
      backAt: run.to + 20 * hour + 5,
    })
    const later = [disk(-day, -5), well(60, 3 * day), disk(3 * day + 5, 4 * day)]
    expect(judged(later, 4 * day)).toMatchObject({ verdict: 'fixed', backAt: run.to + 3 * day + 5 })
  })

  it('is not fixed by a pause as the diagnosis made by itself before', () => {
    const night = (n: number): Stretch[] => [
      disk(-n * day, -n * day + hour),
      well(-n * day + hour + 5, -(n - 1) * day - 5),
    ]
    const nights = [...night(3), ...night(2), ...night(1).slice(0, 1)]
    const restless = [...nights, well(-day + hour + 5, -hour), disk(-hour + 5, -5)]
    expect(judged([...restless, well(600, 6 * hour)])).toMatchObject({
      verdict: 'not_enough_data',
      why: 'comes_and_goes',
      passing: { times: 3, longest: 23 * hour - 5 },
    })
    expect(judged([...restless, well(600, 2 * day)], 2 * day).verdict).toBe('fixed')
    // Had a job ended each of the earlier ones, it would not have gone by itself.
    const jobs = [3, 2, 1].map((n) => ({ from: run.from - n * day, to: run.from - n * day + hour }))
    expect(judged([...restless, well(600, 6 * hour)], 6 * hour, jobs).verdict).toBe('fixed')
  })
})

describe('a node that was well', () => {
  it('has not changed while it stays well', () => {
    expect(judged([well(-day, -5), well(0, 6 * hour)])).toMatchObject({
      verdict: 'no_change',
      why: 'still_well',
    })
  })
  it('is worse if it is ill since the run, and not if that passed or began later', () => {
    expect(judged([well(-day, -5), well(0, 300), disk(305, 6 * hour)])).toMatchObject({ verdict: 'worse' })
    expect(judged([well(-day, -5), disk(0, 300), well(305, 6 * hour)]).verdict).toBe('no_change')
    expect(judged([well(-day, -5), well(0, 3 * hour), disk(3 * hour + 5, 6 * hour)])).toMatchObject({
      verdict: 'no_change',
      why: 'ill_late',
    })
  })
  it('is not worse for a bout as it had by itself before', () => {
    const bouts = [3, 2].flatMap((n) => [
      disk(-n * day, -n * day + 2 * hour),
      well(-n * day + 2 * hour + 5, -(n - 1) * day - 5),
    ])
    expect(
      judged([well(-4 * day, -3 * day - 5), ...bouts, well(-day, -5), disk(60, hour)], hour),
    ).toMatchObject({
      verdict: 'no_change',
      why: 'ill_as_usual',
    })
    expect(judged([well(-4 * day, -3 * day - 5), ...bouts, well(-day, -5), disk(60, 6 * hour)]).verdict).toBe(
      'worse',
    )
  })
})

describe('too little', () => {
  it('is not enough: silence before the run, or for half the time after it', () => {
    expect(judged([disk(-day, -2 * hour), well(0, 6 * hour)])).toMatchObject({ why: 'silent_before' })
    expect(judged([disk(-day, -5)])).toMatchObject({ verdict: 'not_enough_data', why: 'silent_after' })
    expect(judged([disk(-day, -5), well(60, 2 * hour)])).toMatchObject({ verdict: 'not_enough_data' })
  })
  it('is one or two reports, which change nothing', () => {
    const blip = say(hour, hour + 5, 'Healthy', null, 2)
    expect(judged([disk(-day, -5), disk(0, hour - 5), blip, disk(hour + 60, 6 * hour)])).toMatchObject({
      verdict: 'no_change',
      why: 'still_there',
    })
  })
})

const stretch = fc.record({
  length: fc.integer({ min: 1, max: 2 * day }),
  reports: fc.integer({ min: 1, max: 30 }),
  status: fc.constantFrom('Healthy', 'Warning', 'Error', 'Unknown', 'Odd'),
  code: fc.constantFrom(null, 'A', 'B'),
})
const side = fc.array(stretch, { maxLength: 12 })

it('never says Fixed where the last word is an illness of the same name, or where nothing ill came before', () => {
  fc.assert(
    fc.property(side, side, (earlier, later) => {
      let at = run.from - 1
      const before = earlier.map(({ length, ...rest }): Stretch => {
        const to = at
        at -= length
        return { from: at + 1, to, ...rest }
      })
      at = run.to
      const after = later.map(({ length, ...rest }): Stretch => {
        const from = at
        at += length
        return { from, to: at - 1, ...rest }
      })
      const stretches = [...before.toReversed(), ...after]
      const found = judge({ run, until: at, stretches, otherRuns: [] })
      if (found.verdict !== 'fixed') return
      expect(found.before?.status === 'Healthy').toBe(false)
      expect(found.goneAt).toBeGreaterThanOrEqual(run.to)
      const { before: was, after: is } = found
      if (found.backAt === null && was?.code && is && isIll(is)) expect(is.code).not.toBe(was.code)
    }),
    { numRuns: 2_000 },
  )
})
