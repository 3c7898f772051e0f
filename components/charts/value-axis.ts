import { metricUnit } from '@/lib/reports/domain/metric'

/** `ticks` ascend, `domain` contains every value, `step` is the distance between two ticks. */
export type ValueAxis = { domain: [number, number]; ticks: number[]; step: number }

const niceFactors = [1, 2, 2.5, 5, 10]

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = niceFactors.find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10
  return factor * power
}

/** The nice step whose multiples enclose the values most tightly, in three to six parts. */
function closestStep(low: number, high: number): number {
  const room = (step: number): number =>
    (Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9)) * step
  const steps = [4, 5, 3].map((parts) => niceStep((high - low) / parts))
  return steps.reduce((best, step) => (room(step) < room(best) * 0.999 ? step : best))
}

/** Amounts are compared by height, so their axis begins at 0: per cent, counts, bytes, bits, durations. */
function beginsAtZero(metric: string, min: number, max: number): boolean {
  const { unit, base } = metricUnit(metric)
  const counted = /_(count|total)$/i.test(metric)
  return unit === '%' || counted || base !== null || (min >= 0 && min <= max / 2)
}

const tidy = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(12)) : value)

/**
 * A value axis that always contains the smallest and the largest value: per cent from 0 to 100 (or beyond, if the values
 * do), amounts from 0, anything else with round numbers around its values. No ticks without values.
 */
export function valueAxis(metric: string, values: { min: number; max: number } | null): ValueAxis {
  const isPercent = metricUnit(metric).unit === '%'
  if (isPercent && (!values || (values.min >= 0 && values.max <= 100)))
    return { domain: [0, 100], ticks: [0, 25, 50, 75, 100], step: 25 }
  if (!values) return { domain: [0, 1], ticks: [], step: 1 }
  const zero = beginsAtZero(metric, values.min, values.max)
  let low = zero ? Math.min(0, values.min) : values.min
  let high = zero ? Math.max(0, values.max) : values.max
  if (low === high) {
    // A constant value is drawn in the middle, not at an edge.
    const room = low === 0 ? 1 : Math.max(Math.abs(low) * 0.1, 1e-9)
    if (!(zero && low === 0)) low = Math.max(low - room, -Number.MAX_VALUE)
    high = Math.min(high + room, Number.MAX_VALUE)
  }
  const size = Math.max(Math.abs(low), Math.abs(high))
  const step = closestStep(low, high)
  // Beyond the precision of a double there is nothing to round.
  if (size > 1e300 || size < 1e-300 || step < size * 1e-12)
    return { domain: [low, high], ticks: [low, high], step: high - low }
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step))
  return {
    domain: [Math.min(ticks[0] ?? low, low), Math.max(ticks.at(-1) ?? high, high)],
    ticks,
    step,
  }
}

const decimalsOf = (step: number): number => {
  for (let decimals = 0; decimals < 9; decimals += 1) {
    const whole = step * 10 ** decimals
    if (Math.abs(whole - Math.round(whole)) < 1e-6 * whole) return decimals
  }
  return 9
}

/**
 * A number as precise as its axis: no two ticks read the same.
 * @param finer decimals beyond those of the ticks, for a reading between them
 */
export function axisText(value: number, step: number, finer = 0): string {
  const size = Math.abs(value)
  if (size >= 1e7 || step < 1e-6) return value.toExponential(2).replace('e+', 'e')
  const decimals = decimalsOf(step) + finer
  const text = value.toLocaleString('en-GB', {
    minimumFractionDigits: finer === 0 ? decimals : 0,
    maximumFractionDigits: decimals,
  })
  return text === '-0' ? '0' : text
}
