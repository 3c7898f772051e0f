import type { SeriesValue } from './reader-calls'

const tolerance = 1e-9

const near = (a: number | null | undefined, b: number | null | undefined): boolean =>
  a === b ||
  (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)))

/**
 * Throws at the first bucket in which two answers differ, so that a wrong answer cannot win. `counts` false: the other
 * side does not give the number of samples.
 */
export function requireSame(ours: SeriesValue, theirs: SeriesValue, counts = true): void {
  let values = 0
  for (const [metric, mine] of Object.entries(ours.metrics)) {
    const other = theirs.metrics[metric]
    const place = new Map(other?.t.map((t, index) => [t, index]))
    mine.t.forEach((t, index) => {
      const at = place.get(t) ?? -1
      for (const key of ['count', 'min', 'avg', 'max'] as const) {
        if (key === 'count' && !counts) continue
        if (!near(mine[key][index], other?.[key][at] ?? null))
          throw new Error(
            `The sides differ: ${key} of ${metric} at ${t} is ${mine[key][index]} here and ${other?.[key][at]} there.`,
          )
        if (mine[key][index] !== null) values += 1
      }
    })
  }
  if (values === 0) throw new Error('Both sides are empty: nothing was compared.')
}
