import type { Span } from '@/lib/kernel/time/joined-times'
import { carryMinutes, type Firing, fold, pairAt, type Sample } from './fold'
import { grouping } from './grouping'
import type { Level } from './level'

// What a rule would have done, by the fold that judges reports as they come, from buckets of five minutes.

const bucketMinutes = 5

/** A bucket of five minutes, by its first minute of the epoch; for a status: the share of bad reports, three times the same. */
export type Bucket = { minute: number; min: number; avg: number; max: number }

/** `usual`: as the average was; `least`, `most`: if the lowest or the highest value had lasted for all of the bucket. */
export type Basis = 'usual' | 'least' | 'most'

/** Minutes of the epoch; `ended` null: it would fire now. */
export type WouldFire = { since: number; fired: number; ended: number | null }

export type Bounds = { over: boolean; limit: number; recovery: number | null }

/** For the share of a bucket's reports that had a status: at least half of them; its highest value is all of them if one was bad. */
export const statusBounds: Bounds = { over: true, limit: 0.5, recovery: null }

function levelOf({ over, limit, recovery }: Bounds, value: number): Level {
  const beyond = (bound: number): boolean => (over ? value > bound : value < bound)
  return beyond(limit) ? 2 : beyond(recovery ?? limit) ? 1 : 0
}

function samplesOf(bounds: Bounds, { minutes }: Firing, basis: Basis, bucket: Bucket): Sample[] {
  const worst = bounds.over ? bucket.max : bucket.min
  const best = bounds.over ? bucket.min : bucket.max
  const whole = { usual: bucket.avg, most: worst, least: best }[basis]
  const level = levelOf(bounds, whole)
  const last = bucket.minute + bucketMinutes - 1
  // One bad minute is enough for some rules, and a bucket's worst value lasted for one at least.
  const peak: Level = minutes === 1 && basis !== 'least' ? levelOf(bounds, worst) : level
  return [
    { minute: bucket.minute, level: peak },
    { minute: bucket.minute + 1, level },
    { minute: last, level },
  ]
}

/** When it would have fired on one node; buckets in order. */
export function wouldFire(
  bounds: Bounds,
  rule: Firing,
  buckets: readonly Bucket[],
  basis: Basis = 'usual',
): WouldFire[] {
  return wouldFireBy(
    rule,
    buckets.flatMap((bucket) => samplesOf(bounds, rule, basis, bucket)),
  )
}

/** The same by samples, in order. */
export function wouldFireBy(rule: Firing, samples: readonly Sample[]): WouldFire[] {
  const [first] = samples
  if (!first) return []
  const { ended, phase } = fold(rule, pairAt(first.minute - carryMinutes - 1), samples)
  const open =
    phase.since !== null && phase.fired !== null
      ? [{ since: phase.since, fired: phase.fired, ended: null }]
      : []
  return [...ended, ...open]
}

/** The stretches without a report of at least `longest` minutes on one node; `minutes` of its buckets with reports, in order. */
export function wouldBeSilent(minutes: readonly number[], longest: number, now: number): WouldFire[] {
  return minutes.flatMap((minute, index): WouldFire[] => {
    const since = minute + bucketMinutes
    const next = minutes[index + 1]
    if ((next ?? now) - since < longest) return []
    return [{ since, fired: since + longest, ended: next ?? null }]
  })
}

/**
 * The firings on a node of which people are told, though it is quiet at these times: once those are over, if it still fires. Minutes of
 * the epoch; `quiet` in order; `keep`: for how many minutes it fires on after its end.
 */
export function heardOf(
  spans: readonly WouldFire[],
  quiet: readonly Readonly<Span>[],
  { keep, now }: { keep: number; now: number },
): WouldFire[] {
  return spans.flatMap((span) => {
    const fired = quiet.reduce((at, [from, to]) => (at >= from && at < to ? to : at), span.fired)
    const over = span.ended === null ? now : span.ended + keep
    return fired === span.fired || fired < over ? [{ ...span, fired }] : []
  })
}

/** How often people would have been told: what begins together is one message, and so is a node that comes back soon. */
export function timesTold(nodes: readonly (readonly WouldFire[])[]): number {
  const all = nodes
    .flatMap((spans, node) => spans.map((span) => ({ node, ...span })))
    .sort((a, b) => a.fired - b.fired)
  const lastEnd = new Map<number, number>()
  let [groups, opened] = [0, Number.NEGATIVE_INFINITY]
  for (const { node, fired, ended } of all) {
    const back = fired - (lastEnd.get(node) ?? Number.NEGATIVE_INFINITY) <= grouping.flapMinutes
    lastEnd.set(node, ended ?? Number.POSITIVE_INFINITY)
    if (back || fired - opened <= grouping.joinMinutes) continue
    groups += 1
    opened = fired
  }
  return groups
}

/** The limits with which a rule is compared: a little laxer, its own, and two that are stricter. */
export function otherLimits({ over, limit }: { over: boolean; limit: number }): number[] {
  const size = Math.abs(limit) || 1
  const power = 10 ** Math.floor(Math.log10(size / 10))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= size / 20) ?? power
  return [-1, 0, 1, 2].map((by) => Number((limit + (over ? by : -by) * step).toPrecision(12)))
}
