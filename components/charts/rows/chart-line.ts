import type { Stretch } from '@/lib/series/domain/missing'
import { type LineRow, lineRows } from './chart-rows'

/** The newest value of a metric, in the displayed unit, and when it was reported (epoch seconds). */
export type Latest = { at: number; value: number }

/** A point of the line; null where it breaks. */
type LinePoint = { x: number; value: number | null }

/**
 * The line of a chart: `whole` runs over complete buckets, `partial` leads from the last of them to a bucket cut off by the
 * end of the range, or to the latest value instead of the average of a bucket in progress. `dots` are points alone in
 * their run, which no line could show.
 */
export type ChartLine = {
  whole: LinePoint[]
  partial: [LinePoint, LinePoint] | null
  dots: { x: number; value: number }[]
  latest: Latest | null
}

/** A bucket that has held both of two states has no average to draw; its band shows both. */
const lineValue = ({ avg, min, max }: LineRow, states: boolean): number | null =>
  states && min !== max ? null : avg

export function chartLine(
  rows: readonly LineRow[],
  gaps: readonly Stretch[],
  latest: Latest | null,
  states = false,
): ChartLine {
  const drawn = lineRows(rows, gaps)
  const last = drawn.at(-1)
  const cut = last?.partial && last.avg !== null ? last : null
  const whole = drawn
    .filter((row) => row !== cut)
    .map((row): LinePoint => ({ x: row.x, value: lineValue(row, states) }))
  const end = endOf(cut, latest, states)
  const before = whole.at(-1)
  const joined = end && before && before.value !== null && before.x < end.x
  return {
    whole,
    partial: joined ? [before, end] : null,
    dots: loneDots(
      end && !joined ? [...whole, { x: end.x, value: null }, end] : whole,
      joined ? before : null,
    ),
    latest,
  }
}

/** Where the line ends after its complete buckets. */
function endOf(cut: LineRow | null, latest: Latest | null, states: boolean): LinePoint | null {
  if (latest) return { x: latest.at, value: latest.value }
  return cut ? { x: cut.x, value: lineValue(cut, states) } : null
}

function loneDots(points: readonly LinePoint[], joined: LinePoint | null): { x: number; value: number }[] {
  return points.flatMap(({ x, value }, index) => {
    const alone = points[index - 1]?.value == null && points[index + 1]?.value == null
    return value !== null && alone && x !== joined?.x ? [{ x, value }] : []
  })
}
