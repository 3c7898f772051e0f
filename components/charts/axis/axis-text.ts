import { withUnit } from '@/lib/kernel/text/with-unit'
import { momentOf } from '@/lib/reports/domain/display'
import { decimalNumber, fixedNumber, significantNumber } from '@/lib/reports/domain/number-text'
import type { ValueAxis } from './axis'

const mostDecimals = 20

/** The decimals that tell two multiples of a step apart. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < mostDecimals; decimals += 1) {
    const whole = step * 10 ** decimals
    if (Math.abs(whole - Math.round(whole)) < 1e-6 * whole) return decimals
  }
  return mostDecimals
}

/** A tick, as precise as the distance to the next one: no two read the same. */
function tickText(value: number, { log, step, zone }: ValueAxis): string {
  if (zone !== undefined) return momentTick(value, step, zone)
  if (value === 0) return '0'
  if (log) return significantNumber(value, 3)
  return step === 0 ? significantNumber(value, 17) : decimalNumber(value, decimalsOf(step))
}

/** As much of a moment as tells it from the next one. */
function momentTick(value: number, step: number, zone: string): string {
  const text = momentOf(value, zone)
  if (step >= 86_400) return text.slice(0, 10)
  return step >= 60 ? text.slice(5, 16) : text.slice(11, 19)
}

/** The unit stands once, at the highest tick. */
export const tickTexts = (axis: ValueAxis, unit: string): string[] =>
  axis.ticks.map((tick, index) => {
    const text = tickText(tick, axis)
    return index === axis.ticks.length - 1 ? withUnit(text, unit) : text
  })

/** A value between two ticks: one decimal more than theirs, and never 0 for what is not 0. */
export function readingText(value: number, { log, step, zone }: ValueAxis): string {
  if (zone !== undefined) return momentOf(value, zone)
  if (log) return significantNumber(value, 4)
  return step === 0 ? significantNumber(value, 17) : fixedNumber(value, decimalsOf(step) + 1)
}
