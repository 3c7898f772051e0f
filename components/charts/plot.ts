import { shortestRangeSeconds } from '@/lib/series/domain/range-params'
import type { ChartRow } from './chart-rows'

export const chartHeight = 200

/** The margins of a plot in pixels, fixed so that all charts of a page align exactly. */
const inset = { left: 48, right: 10, top: 14, bottom: 36 } as const

export const axisWidth = inset.left
/** The plot's box within the chart, for elements that stretch with it. */
export const plotInset = inset
export const timeAxisHeight = inset.bottom
export const chartMargin = { top: inset.top, right: inset.right, bottom: 0, left: 0 }

/** The plot of one chart: its box in pixels and the values at its edges. */
export type Plot = {
  left: number
  top: number
  width: number
  height: number
  time: { from: number; to: number }
  domain: [number, number]
}

export const plotOf = (
  width: number,
  time: { from: number; to: number },
  domain: [number, number],
): Plot => ({
  left: inset.left,
  top: inset.top,
  width: Math.max(1, width - inset.left - inset.right),
  height: chartHeight - inset.top - inset.bottom,
  time: { from: time.from, to: time.to },
  domain,
})

export const xOf = (plot: Plot, time: number): number =>
  plot.left + ((time - plot.time.from) / (plot.time.to - plot.time.from)) * plot.width

export const yOf = (plot: Plot, value: number): number => {
  const [low, high] = plot.domain
  return plot.top + (1 - (value - low) / (high - low)) * plot.height
}

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
