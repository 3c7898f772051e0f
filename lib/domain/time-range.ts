/** Seconds. The ladder of steps; every bucket begins at a multiple of its step since the epoch. */
export const stepLadder = [10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400] as const

export const maxBuckets = 300

/** Presets of the node page, in seconds. */
export const rangePresets = {
  '15m': 900,
  '1h': 3_600,
  '6h': 21_600,
  '24h': 86_400,
  '7d': 604_800,
  '30d': 2_592_000,
  '90d': 7_776_000,
} as const

export type RangePreset = keyof typeof rangePresets

export const isRangePreset = (value: unknown): value is RangePreset =>
  typeof value === 'string' && Object.hasOwn(rangePresets, value)

/** Epoch seconds; `from` is inclusive and on a bucket's start, `to` exclusive. */
export type TimeRange = { from: number; to: number; step: number }

const buckets = (from: number, to: number, step: number): number =>
  Math.ceil(to / step) - Math.floor(from / step)

/**
 * The finest step of the ladder that covers [from, to) with at most `maxPoints` buckets; past a day per bucket the
 * step grows by whole days. `from` is moved down to its bucket's start, so that closed buckets are the same
 * wherever a range begins; `to` stays, so that nothing at or after it is counted.
 */
export function alignRange(from: number, to: number, maxPoints: number = maxBuckets): TimeRange {
  const onLadder = stepLadder.find((step) => buckets(from, to, step) <= maxPoints)
  let step: number = onLadder ?? Math.ceil((to - from) / maxPoints / 86_400) * 86_400
  if (!onLadder) while (buckets(from, to, step) > maxPoints) step += 86_400
  return { from: Math.floor(from / step) * step, to, step }
}

/** The start of each bucket of an aligned range. */
export function bucketStarts(range: TimeRange): number[] {
  const count = Math.max(0, Math.ceil((range.to - range.from) / range.step))
  return Array.from({ length: count }, (_, index) => range.from + index * range.step)
}

const stepNames: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** 300 → "5 min", 10800 → "3 h". */
export function stepName(seconds: number): string {
  const [size, unit] = stepNames.find(([unitSize]) => seconds % unitSize === 0) ?? [1, 's']
  return `${seconds / size} ${unit}`
}

/** "12 s", "3 min", "3 h 12 m", "9 d": how long, in the two largest parts that matter. */
export function durationName(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} s`
  if (s < 3_600) return `${Math.floor(s / 60)} min`
  if (s < 86_400) {
    const minutes = Math.floor((s % 3_600) / 60)
    return minutes > 0 && s < 6 * 3_600
      ? `${Math.floor(s / 3_600)} h ${minutes} m`
      : `${Math.floor(s / 3_600)} h`
  }
  return `${Math.floor(s / 86_400)} d`
}
