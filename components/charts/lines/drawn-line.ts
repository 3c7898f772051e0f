import { shareOf } from '@/components/charts/axis/axis'
import { readingText } from '@/components/charts/axis/axis-text'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine, Latest } from '@/components/charts/rows/chart-line'
import type { LineRow } from '@/components/charts/rows/chart-rows'
import { withUnit } from '@/lib/kernel/text/with-unit'
import type { Gap } from '@/lib/series/domain/coverage'

/** A line of a chart that has many. */
export type DrawnLine = {
  id: string
  name: string
  /** A CSS colour; null: one of the many grey ones. */
  color: string | null
  scale: Scale
  rows: LineRow[]
  gaps: Gap[]
  line: ChartLine
  /** The period before; null unless it is drawn. */
  before: ChartLine | null
}

/** Where a line ends. */
export const endOf = ({ latest, partial, whole, dots }: ChartLine): Latest | null => {
  if (latest) return latest
  const last = partial?.[1] ?? whole.findLast(({ value }) => value !== null) ?? dots.at(-1)
  return last && last.value !== null ? { at: last.x, value: last.value } : null
}

export const valueText = (value: number, { axis, unit }: Scale): string =>
  withUnit(readingText(value, axis), unit)

/** How far down a plot of this height a value is. */
export const yIn = (height: number, value: number, { axis }: Scale): number =>
  (1 - shareOf(axis, value)) * height
