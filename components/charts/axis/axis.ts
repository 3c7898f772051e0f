/**
 * `ticks` ascend and `domain` contains every value. `step` is the distance between two ticks, 0 where it differs: on a
 * logarithmic axis, and where a double has no room for round numbers. With a `zone` the values are moments, in epoch seconds.
 */
export type ValueAxis = {
  domain: [number, number]
  ticks: number[]
  step: number
  log: boolean
  zone?: string
}

/** The usual axis of a metric; one that fits its values; or a logarithmic one, for values above 0. */
export type AxisMode = 'usual' | 'fit' | 'log'

/** Extremes of the values to show; `whole` where each of them is an integer without a unit. */
export type Extent = { min: number; max: number; whole: boolean }

/** How far up its axis a value is drawn, 0 … 1. */
export function shareOf({ domain: [low, high], log }: ValueAxis, value: number): number {
  if (log) return Math.log(value / low) / Math.log(high / low)
  // Halved first: the difference of two large doubles would overflow.
  return (value / 2 - low / 2) / (high / 2 - low / 2)
}
