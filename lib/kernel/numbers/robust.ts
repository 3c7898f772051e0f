/** The middle of these values, or the mean of the two in the middle; null without any. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low, high] = [sorted[half - 1], sorted[half]]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : low + (high - low) / 2
}

/** Makes the median deviation comparable with a standard deviation (Rousseeuw and Croux, 1993). */
const perDeviation = 1.4826

/** The median distance from `middle`, as wide as one standard deviation if the values were normal. */
export const deviation = (values: readonly number[], middle: number): number =>
  perDeviation * (median(values.map((value) => Math.abs(value - middle))) ?? 0)
