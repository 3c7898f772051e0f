import type { ValueAxis } from '@/components/charts/axis/axis'

const mostDigits = 17

/**
 * Cuts values to what can be read from an axis: a ten-thousandth of its length, so that a page with 50 lines is not twice as
 * long for digits that nobody sees.
 */
export function drawnDigits({
  domain: [low, high],
  log,
}: ValueAxis): (value: number | null) => number | null {
  const size = Math.max(Math.abs(low), Math.abs(high))
  const more = log ? 0 : Math.ceil(Math.log10(size / (high - low)))
  const digits = Number.isFinite(more) ? Math.min(mostDigits, Math.max(5, 5 + more)) : mostDigits
  return (value) => (value === null || digits === mostDigits ? value : Number(value.toPrecision(digits)))
}
