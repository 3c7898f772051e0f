/** Where the buckets of a series are read from: roll-ups of a tier, or the raw reports. */
export type Tier = 'raw' | '5m' | '1h' | '6h' | '1d'

/** Seconds a bucket of the tier, each tier nesting in the next; 0 for raw reports. Aligned to the epoch. */
export const tierSeconds: Record<Tier, number> = {
  raw: 0,
  '5m': 300,
  '1h': 3_600,
  '6h': 21_600,
  '1d': 86_400,
}

const coarsestFirst = ['1d', '6h', '1h', '5m'] as const

/** The coarsest tier in which every one of these bucket starts (epoch seconds) begins a bucket. */
export const tierOf = (starts: readonly number[]): Tier =>
  coarsestFirst.find((tier) => starts.every((start) => start % tierSeconds[tier] === 0)) ?? 'raw'
