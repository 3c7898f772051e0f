/** Where the buckets of a series are read from: roll-ups of a tier, or the raw reports. */
export type Tier = 'raw' | '5m' | '1h' | '6h' | '1d'

/** Seconds per bucket of a tier, aligned to the epoch, each nesting in the next; 0 for raw reports. */
export const tierSeconds: Record<Tier, number> = {
  raw: 0,
  '5m': 300,
  '1h': 3_600,
  '6h': 21_600,
  '1d': 86_400,
}

const coarsestFirst = ['1d', '6h', '1h', '5m'] as const

/** The coarsest tier in which each of these times (epoch seconds) starts a bucket. */
export const tierOf = (starts: readonly number[]): Tier =>
  coarsestFirst.find((tier) => starts.every((start) => start % tierSeconds[tier] === 0)) ?? 'raw'
