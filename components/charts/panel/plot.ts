import { shareOf, type ValueAxis } from '@/components/charts/axis/axis'
import type { Place } from '@/components/charts/rows/chart-paths'
import type { ChartRow } from '@/components/charts/rows/chart-rows'
import { shortestRangeSeconds } from '@/lib/series/domain/range-params'

/** The margins of a plot in pixels beside its gutter. On the right there is air for the mark of the latest value. */
const inset = { right: 14, top: 14, bottom: 36 } as const

/** The plot's box within the chart, for elements that stretch with it. */
export const plotInset = (gutter: number) => ({ ...inset, left: gutter })
export const timeAxisHeight = inset.bottom
export const chartMargin = { top: inset.top, right: inset.right, bottom: 0, left: 0 }

/** The plot of one chart: its box in pixels, its times and its value axis. */
export type Plot = {
  left: number
  top: number
  width: number
  height: number
  time: { from: number; to: number }
  axis: ValueAxis
}

export const plotOf = (
  { width, height }: { width: number; height: number },
  time: { from: number; to: number },
  axis: ValueAxis,
  gutter: number,
): Plot => ({
  left: gutter,
  top: inset.top,
  width: Math.max(1, width - gutter - inset.right),
  height: Math.max(1, height - inset.top - inset.bottom),
  time: { from: time.from, to: time.to },
  axis,
})

export const xOf = (plot: Plot, time: number): number =>
  plot.left + ((time - plot.time.from) / (plot.time.to - plot.time.from)) * plot.width

export const yOf = (plot: Plot, value: number): number =>
  plot.top + (1 - shareOf(plot.axis, value)) * plot.height

export const placeIn = (plot: Plot): Place => ({
  x: (time) => xOf(plot, time),
  y: (value) => yOf(plot, value),
})

/** In a box of 100 × 100 that stretches with the chart. */
export const placeInBox = (time: { from: number; to: number }, axis: ValueAxis): Place => ({
  x: (at) => ((at - time.from) / (time.to - time.from)) * 100,
  y: (value) => (1 - shareOf(axis, value)) * 100,
})

/** The bucket at a position; null in an empty chart. Beyond an edge it is the outermost bucket. */
export function bucketAt(plot: Plot, rows: readonly ChartRow[], x: number): number | null {
  if (rows.length === 0) return null
  const share = (x - plot.left) / plot.width
  const time = plot.time.from + share * (plot.time.to - plot.time.from)
  const index = rows.findIndex((row) => time < row.to)
  return index === -1 ? rows.length - 1 : index
}

/** The range from one bucket to another, both included, widened to the shortest range allowed. */
export function zoomRange(
  rows: readonly ChartRow[],
  one: number,
  other: number,
): { from: number; to: number } | null {
  const from = rows[Math.min(one, other)]?.from
  const to = rows[Math.max(one, other)]?.to
  if (from === undefined || to === undefined) return null
  const missing = shortestRangeSeconds - (to - from)
  return missing > 0 ? { from: from - missing, to } : { from, to }
}
