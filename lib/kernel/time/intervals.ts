/** A spacing that comes so often in a row is the node's interval; a single long one is a silence. */
const repeats = 3

/** One report missed is a silence: half an interval more has passed than until it was due. */
const missedFactor = 1.5

/** Of whole buckets, so much of an interval; the buckets beside them may hold the rest. */
const missedShare = 1.25

/** An interval this much longer than a bucket counts as one: every bucket has a report. */
const likeBucket = 1.1

/** How exactly spacings are known, in seconds: 0 for times of reports, else the length of buckets; and the current interval. */
type Precision = { step: number; current: number | null }

/**
 * The interval that spacings in a row show: between the two shortest, where these differ no more than jitter does. Spacings
 * of buckets may be that of the node's current interval. They do not tell an interval of one bucket with reports missing from
 * one of up to two buckets; the shorter one hides no silence.
 */
function shownBy(spacings: readonly number[], { step, current }: Precision): number {
  const [least = 0, next = least] = [...spacings].sort((a, b) => a - b)
  if (step === 0) return (least + Math.min(next, 1.5 * least)) / 2
  if (least < step) return least
  const sum = spacings.reduce((total, spacing) => total + spacing, 0)
  if (current !== null && Math.abs(sum - repeats * current) < step) return current
  const shown = (least + Math.min(next, least + Math.max(step, least / 2))) / 2
  return shown < 2 * step ? step : shown
}

/**
 * How long each spacing between reports was expected to be, in seconds, judged by those around it: the longest interval that
 * three in a row show, it among them. So a change of the interval is no silence, and a silence is no change of it. Null with
 * fewer than three.
 */
export function expectedSpacings(spacings: readonly number[], precision: Precision): (number | null)[] {
  const shown = spacings
    .slice(repeats - 1)
    .map((_, first) => shownBy(spacings.slice(first, first + repeats), precision))
  return spacings.map((_, index) => {
    const around = shown.slice(Math.max(0, index - repeats + 1), index + 1)
    return around.length === 0 ? null : Math.max(...around)
  })
}

/** Whether a report was missed between two reports that are so many seconds apart. */
export const isMissed = (spacing: number, expected: number): boolean => spacing >= missedFactor * expected

/** Whether a report was missed in empty buckets: `length` is that of all, `step` that of one; seconds. */
export const isMissedInBuckets = (length: number, expected: number, step: number): boolean =>
  expected <= likeBucket * step || length >= missedShare * expected
