/** How long something took: of `count` values in seconds, the 50th and the 90th percentile by nearest rank. */
export type Spread = { count: number; p50: number | null; p90: number | null }

/** The smallest value that at least this share of the values does not exceed; null without any. */
const nearestRank = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { count: sorted.length, p50: nearestRank(sorted, 0.5), p90: nearestRank(sorted, 0.9) }
}
