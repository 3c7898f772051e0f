type Point = { x: number; value: number }

/** A change per second, and the band within which it lies with 95 %. */
export type Trend = { slope: number; low: number; high: number }

const day = 86_400
/** From so many days on, a point is a day, so that a rhythm of days is no trend. */
const leastDays = 4
/** Slopes between so many points take a millisecond. */
const mostPoints = 28
/** Fewer points have no band. */
const leastPoints = 6

/** Up to so long, a rhythm of days is a rise or fall like any other. */
const shortest = 6 * 3_600

/** Whether a rhythm of days could pass for a trend: of what is longer than part of a day, and too short to be told by the day. */
export const isAmbiguous = (length: number): boolean => length > shortest && length < leastDays * day

/** Equal stretches of a range, counted back from its end: days or several days, or parts of a short range. */
function stretchSeconds(length: number): number {
  if (length < leastDays * day) return length / mostPoints
  return Math.ceil(length / day / mostPoints) * day
}

function meansOf(points: readonly Point[], to: number, length: number): Point[] {
  const size = stretchSeconds(length)
  const stretches = new Map<number, { sum: number; count: number }>()
  for (const { x, value } of points) {
    const back = Math.floor((to - x) / size)
    // What is left over at the start is no whole stretch.
    if ((back + 1) * size > length * (1 + 1e-9)) continue
    const known = stretches.get(back) ?? { sum: 0, count: 0 }
    stretches.set(back, { sum: known.sum + value, count: known.count + 1 })
  }
  return [...stretches].map(([back, { sum, count }]) => ({ x: to - (back + 0.5) * size, value: sum / count }))
}

/**
 * The median of the slopes between all pairs of points (Theil and Sen), which single spikes do not move, with the band of
 * Kendall's test. Null where the band holds 0: then nothing shows that it rises or falls. And null for an ambiguous length.
 */
export function trendOf(points: readonly Point[], { from, to }: { from: number; to: number }): Trend | null {
  if (isAmbiguous(to - from)) return null
  const means = meansOf(points, to, to - from)
  if (means.length < leastPoints) return null
  const slopes = means
    .flatMap((one, index) =>
      means.slice(index + 1).map((other) => (other.value - one.value) / (other.x - one.x)),
    )
    .sort((a, b) => a - b)
  const [n, pairs] = [means.length, slopes.length]
  const spread = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (place: number): number => slopes[Math.max(0, Math.min(pairs - 1, place))] ?? 0
  const low = at(Math.floor((pairs - spread) / 2))
  const high = at(Math.ceil((pairs + spread) / 2))
  const slope = (at(Math.floor((pairs - 1) / 2)) + at(Math.ceil((pairs - 1) / 2))) / 2
  return low > 0 || high < 0 ? { slope, low, high } : null
}

const periods = [
  { upTo: leastDays * day - 1, seconds: 3_600, name: 'an hour' },
  { upTo: 90 * day, seconds: 7 * day, name: 'a week' },
] as const

/** What a trend over a range of this length is told per. */
export const trendPeriod = (length: number): { seconds: number; name: string } =>
  periods.find(({ upTo }) => length <= upTo) ?? { seconds: 30 * day, name: 'in 30 d' }
