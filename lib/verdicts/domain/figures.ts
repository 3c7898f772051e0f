import { deviation, median } from '@/lib/kernel/numbers/robust'

/** The averages of one metric in buckets of equal length, in order of time; null where none was reported. */
export type Samples = readonly (number | null)[]

type Reading = 'as_usual' | 'higher' | 'lower'

/** A metric before, during and after a run, in its own unit. */
export type Figure = {
  metric: string
  before: number
  during: number | null
  after: number
  /** What is usual at this hour, from the same hours of so many earlier days; null where there are too few. */
  usual: { change: number; spread: number; days: number } | null
  reads: Reading | null
}

/** What is compared: the time before and after the run, and the same hours of earlier days. */
export type FigureSamples = {
  before: Samples
  during: Samples
  after: Samples
  earlierDays: readonly { before: Samples; after: Samples }[]
}

/** So many deviations are beyond the usual spread. */
const beyond = 3

/** Fewer days do not tell what is usual. */
const leastDays = 5

/** At least so many buckets have to have a value. */
const leastValues = 3

/** Without a spread, a change of this share of the value still counts as none. */
const leastShare = 0.01

const known = (samples: Samples): number[] => samples.filter((value) => value !== null)

/** The middle of a window; null where too little of it is known. */
function middleOf(samples: Samples): number | null {
  const values = known(samples)
  return values.length >= leastValues ? median(values) : null
}

function changeOf({ before, after }: { before: Samples; after: Samples }): number[] {
  const [from, to] = [middleOf(before), middleOf(after)]
  return from === null || to === null ? [] : [to - from]
}

/**
 * The change of a metric's median over a run, and whether it is beyond what the same hours of earlier days show: their changes
 * are what would be seen without a job (a placebo in time). Median and MAD need no distribution, and half of the days may be
 * disturbed. Null where too little is known.
 */
export function figureOf(metric: string, samples: FigureSamples): Figure | null {
  const [before, after] = [middleOf(samples.before), middleOf(samples.after)]
  if (before === null || after === null) return null
  const changes = samples.earlierDays.flatMap(changeOf)
  const found = { metric, before, during: median(known(samples.during)), after }
  const change = median(changes)
  // The spread within the hours before a run would call every third run a change: of a day, it has only a part.
  if (change === null || changes.length < leastDays) return { ...found, usual: null, reads: null }
  const least = leastShare * Math.max(Math.abs(before), Math.abs(after))
  const spread = Math.max(beyond * deviation(changes, change), least)
  const excess = after - before - change
  const reads = Math.abs(excess) <= spread ? 'as_usual' : excess > 0 ? 'higher' : 'lower'
  return { ...found, usual: { change, spread, days: changes.length }, reads }
}

/** The rate per second of a counter, from the highest value of each bucket; null where it began again or a value is missing. */
export const ratesOf = (highest: Samples, stepSeconds: number): (number | null)[] =>
  highest.map((value, index) => {
    const last = highest[index - 1] ?? null
    return value === null || last === null || value < last ? null : (value - last) / stepSeconds
  })
