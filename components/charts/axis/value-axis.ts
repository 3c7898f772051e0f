import { metricUnit } from '@/lib/reports/domain/metric'
import type { AxisMode, Extent, ValueAxis } from './axis'
import { logAxis } from './log-axis'

/** Beyond these a double has no room for whole decades. */
const [least, most] = [1e-300, 1e300]

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
  const counted = /_count$/i.test(metric)
  return unit === '%' || counted || base !== null || (min >= 0 && min <= max / 2)
}

const tidy = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(12)) : value)

/** A constant value is drawn in the middle, not at an edge. */
function aroundOne(value: number, zero: boolean): [number, number] {
  const room = value === 0 ? 1 : Math.max(Math.abs(value) * 0.1, 1e-9)
  const low = zero && value === 0 ? 0 : Math.max(value - room, -Number.MAX_VALUE)
  return [low, Math.min(value + room, Number.MAX_VALUE)]
}

function roundAxis(low: number, high: number, whole: boolean): ValueAxis {
  const size = Math.max(Math.abs(low), Math.abs(high))
  const closest = closestStep(low, high)
  const step = whole ? Math.max(1, closest === 2.5 ? 2 : closest) : closest
  // Beyond the precision of a double there is nothing to round.
  if (size > most || size < least || step < size * 1e-11)
    return { domain: [low, high], ticks: [low, high], step: 0, log: false }
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step))
  const domain: [number, number] = [Math.min(ticks[0] ?? low, low), Math.max(ticks.at(-1) ?? high, high)]
  return { domain, ticks, step, log: false }
}

/**
 * A value axis that always contains the smallest and the largest value: per cent from 0 to 100 (or beyond, if the values
 * do), amounts from 0, two states as 0 and 1, anything else with round numbers around its values. `fit` leaves out 0 and
 * 100 where no value is near them. No ticks without values.
 * @param isRate a rate is an amount, whatever the name of its counter says
 */
export function valueAxis(
  metric: string,
  values: Extent | null,
  mode: AxisMode = 'usual',
  isRate = false,
): ValueAxis {
  const isPercent = metricUnit(metric).unit === '%'
  const isWithin = values === null || (mode === 'usual' && values.min >= 0 && values.max <= 100)
  if (isPercent && isWithin) return { domain: [0, 100], ticks: [0, 25, 50, 75, 100], step: 25, log: false }
  if (!values) return { domain: [0, 1], ticks: [], step: 1, log: false }
  if (mode === 'log' && values.min > least && values.max < most) return logAxis(values)
  const whole = values.whole && metricUnit(metric).unit === ''
  if (whole && values.min >= 0 && values.max <= 1)
    return { domain: [0, 1], ticks: [0, 1], step: 1, log: false }
  const zero = mode !== 'fit' && (isRate || beginsAtZero(metric, values.min, values.max))
  let low = zero ? Math.min(0, values.min) : values.min
  let high = zero ? Math.max(0, values.max) : values.max
  if (low === high) [low, high] = aroundOne(low, zero)
  return roundAxis(low, high, whole)
}
