import { decimalsOf, readingText } from '@/components/charts/axis/axis-text'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { metricUnit } from '@/lib/reports/domain/metric'
import { fixedNumber, meanNumber, significantNumber } from '@/lib/reports/domain/number-text'

/** A figure as the column shows it, with its unit, and in the unit of the reports with every digit that counts. */
export function figureText(
  value: number,
  { axis, unit, factor, metric }: Scale,
): { shown: string; withUnit: string; exact: string } {
  const shown = readingText(value, axis)
  const exact =
    axis.zone === undefined ? withUnit(meanNumber(value / factor), metricUnit(metric).unit) : shown
  return { shown, withUnit: withUnit(shown, unit), exact }
}

const signed = (value: number, text: string): string => `${value > 0 ? '+' : '−'}${text}`

/** A change as precise as the values themselves; null where no digit that is shown differs. */
function changeText(value: number, { axis }: Scale): string | null {
  const { log, step } = axis
  const size = Math.abs(value)
  if (log || step === 0) return size === 0 ? null : significantNumber(size, 3)
  const decimals = decimalsOf(step) + 1
  return size < 0.5 * 10 ** -decimals ? null : fixedNumber(Number(size.toFixed(decimals)), decimals)
}

/** "+4.6", "−1.9", or "same". */
export function differenceText(value: number, scale: Scale): string {
  const text = changeText(value, scale)
  return text === null ? 'same' : signed(value, text)
}

/** "↗ +4.2"; a slope that is too small for a digit still has its direction. */
export const trendText = (value: number, scale: Scale): string =>
  `${value > 0 ? '↗' : '↘'} ${signed(value, changeText(value, scale) ?? significantNumber(Math.abs(value), 1))}`
