import { withUnit } from '@/lib/kernel/text/with-unit'
import { displayScale, rateScale } from '@/lib/reports/domain/display'
import { isCounterName } from '@/lib/reports/domain/metric'
import { compactNumber } from '@/lib/reports/domain/number-text'
import type { Figure } from './figures'

/** How all values of a figure are written: in one unit, that of the largest. */
function scaleOf({ metric, before, during, after }: Figure): { unit: string; factor: number } {
  const size = Math.max(...[before, during ?? 0, after].map(Math.abs))
  return isCounterName(metric) ? rateScale(metric, size) : displayScale(metric, size)
}

const signed = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${compactNumber(Math.abs(value))}`

/** "438 → 371 GB". */
export function figureText(figure: Figure): string {
  const { unit, factor } = scaleOf(figure)
  return `${compactNumber(figure.before * factor)} → ${withUnit(compactNumber(figure.after * factor), unit)}`
}

/** The cells of a row: "438 GB", "−67 GB, −15%", "±4 GB". */
export function figureCells(figure: Figure) {
  const { unit, factor } = scaleOf(figure)
  const text = (value: number): string => withUnit(compactNumber(value * factor), unit)
  const change = (figure.after - figure.before) * factor
  const share =
    figure.before === 0 || unit === '%' ? null : (figure.after - figure.before) / Math.abs(figure.before)
  return {
    before: text(figure.before),
    during: figure.during === null ? '–' : text(figure.during),
    after: text(figure.after),
    change: `${withUnit(signed(change), unit)}${share === null ? '' : `, ${signed(Math.round(share * 100))}%`}`,
    spread: figure.usual && `±${text(figure.usual.spread)}`,
  }
}
