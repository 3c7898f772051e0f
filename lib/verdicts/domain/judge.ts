import {
  isIll,
  isSameIllness,
  isWorse,
  type Passing,
  passing,
  type Stretch,
  settledStretches,
} from './stretches'
import { effectSeconds, leastHeldSeconds, settledSeconds, type Verdict } from './verdict'

/** Why a verdict is what it is; `words.ts` has a clause for each. */
type Why =
  | 'gone'
  | 'still_there'
  | 'other_illness'
  | 'gone_late'
  | 'came_back'
  | 'comes_and_goes'
  | 'still_well'
  | 'ill_since'
  | 'ill_late'
  | 'ill_as_usual'
  | 'more_severe'
  | 'silent_before'
  | 'silent_after'

/** A node's state and since when it has had it; epoch seconds. */
type StateSince = { status: string; code: string | null; since: number }

export type Judgement = {
  verdict: Verdict
  why: Why
  before: StateSince | null
  after: StateSince | null
  /** When the illness went and when it came back, epoch seconds. */
  goneAt: number | null
  backAt: number | null
  /** How often the illness paused, or came, by itself in the week before; null where that does not matter. */
  passing: Passing | null
  /** The time of the last report that was looked at. */
  heardUntil: number | null
}

export type Evidence = {
  run: { from: number; to: number }
  /** Reports up to this time were looked at. */
  until: number
  /** Of the week before the run, of the run, and of the time after it; none of them crosses its start or end. */
  stretches: readonly Stretch[]
  /** Runs of other jobs, which may explain why an illness paused. */
  otherRuns: readonly { from: number; to: number }[]
}

/** What the node said last before the run says nothing if it was silent for longer than this. */
const mostSilenceSeconds = 3_600

/** It has come and gone by itself as often as this in the week before. */
const oftenTimes = 2

const stateOf = ({ status, code, from }: Stretch): StateSince => ({ status, code, since: from })

/** Compares what a node said before a run with what it said after it. */
export function judge({ run, until, stretches, otherRuns }: Evidence): Judgement {
  const earlier = settledStretches(stretches.filter(({ to }) => to < run.from))
  const watched = settledStretches(stretches.filter(({ from }) => from >= run.to))
  const settled = run.to + settledSeconds
  const later = upTo(watched, settled)
  const [before, after] = [earlier.at(-1), later.at(-1)]
  const heardUntil = stretches.at(-1)?.to ?? null
  const known = {
    before: before ? stateOf(before) : null,
    after: after ? stateOf(after) : null,
    ...{ goneAt: null, backAt: null, passing: null, heardUntil },
  }
  if (!before || before.to < run.from - mostSilenceSeconds)
    return { ...known, verdict: 'not_enough_data', why: 'silent_before' }
  if (!after || after.to < run.to + (Math.min(until, settled) - run.to) / 2)
    return { ...known, verdict: 'not_enough_data', why: 'silent_after' }
  const isExplained = (from: number): boolean =>
    otherRuns.some((other) => from >= other.from && from <= other.to + effectSeconds)
  return isIll(before)
    ? { ...known, ...ofIll(before, { earlier, later, watched, run, isExplained }) }
    : { ...known, ...ofWell({ earlier, later, watched, run, isExplained }) }
}

/** What was said by a time: what comes later is put down to a run only if an illness returns. */
const upTo = (stretches: readonly Stretch[], time: number): Stretch[] =>
  stretches.flatMap((one) => (one.from < time ? { ...one, to: Math.min(one.to, time) } : []))

type Sides = {
  earlier: readonly Stretch[]
  /** Until the verdict is settled, and as long as it is watched. */
  later: readonly Stretch[]
  watched: readonly Stretch[]
  run: Evidence['run']
  isExplained: (from: number) => boolean
}

type Found = Pick<Judgement, 'verdict' | 'why'> & Partial<Judgement>

function ofIll(before: Stretch, { earlier, later, watched, run, isExplained }: Sides): Found {
  const first = later.findIndex((stretch) => !isIll(stretch))
  const gone = later[first]
  const after = later.at(-1)
  if (!gone) {
    const worse = after && isWorse(after, before) && !earlier.some((one) => !isWorse(after, one))
    if (worse) return { verdict: 'worse', why: 'more_severe' }
    const same = later.some((stretch) => isSameIllness(before, stretch))
    return { verdict: 'no_change', why: same ? 'still_there' : 'other_illness' }
  }
  const goneAt = gone.from
  if (goneAt > run.to + effectSeconds) return { verdict: 'no_change', why: 'gone_late', goneAt }
  const back = watched.slice(first).find((stretch) => isSameIllness(before, stretch))
  if (back && back.from - goneAt < leastHeldSeconds)
    return { verdict: 'no_change', why: 'came_back', goneAt, backAt: back.from }
  const pauses = passing(earlier, (stretch) => !isSameIllness(before, stretch), isExplained)
  const held = (back?.from ?? watched.at(-1)?.to ?? goneAt) - goneAt
  if (pauses.times >= oftenTimes && held <= pauses.longest)
    return { verdict: 'not_enough_data', why: 'comes_and_goes', goneAt, passing: pauses }
  return { verdict: 'fixed', why: 'gone', goneAt, backAt: back?.from ?? null }
}

function ofWell({ earlier, later, run, isExplained }: Sides): Found {
  const after = later.at(-1)
  const ill = later[later.findLastIndex((stretch) => !isIll(stretch)) + 1]
  if (!after || !ill) return { verdict: 'no_change', why: 'still_well' }
  if (ill.from > run.to + effectSeconds) return { verdict: 'no_change', why: 'ill_late' }
  const bouts = passing(earlier, (stretch) => isSameIllness(ill, stretch), isExplained)
  if (bouts.times >= oftenTimes && after.to - ill.from <= bouts.longest)
    return { verdict: 'no_change', why: 'ill_as_usual', passing: bouts }
  return { verdict: 'worse', why: 'ill_since' }
}
