import type { DrawnLine } from '@/components/charts/lines/drawn-line'
import { type ChartLine, chartLine } from '@/components/charts/rows/chart-line'
import type { LineRow } from '@/components/charts/rows/chart-rows'
import type { Compared } from './compared'

type Values = Pick<LineRow, 'avg' | 'min' | 'max'>

/** Rows over the buckets of a range. */
function lineRowsOf(
  { edges, to }: { edges: readonly number[]; to: number },
  values: (bucket: number) => Values,
): LineRow[] {
  return edges.slice(0, -1).map((from, bucket) => {
    const end = edges[bucket + 1] ?? to
    const until = Math.min(end, to)
    return { from, to: until, x: (from + until) / 2, partial: end > to, ...values(bucket) }
  })
}

/** The three highest: far apart also for people who see fewer colours, and unlike the colours of statuses. */
const hues = ['var(--disk)', 'var(--network)', 'var(--memory)'] as const

export function drawnLines(compared: Compared, previous: boolean): DrawnLine[] {
  const { scale, states } = compared
  return compared.lines
    .filter(({ figures }) => figures !== null)
    .map((line, rank) => {
      const rows = lineRowsOf(compared, (bucket) => ({
        avg: line.avg[bucket] ?? null,
        min: line.min[bucket] ?? null,
        max: line.max[bucket] ?? null,
      }))
      const before = () =>
        rows.map((row, bucket) => {
          const value = line.before[bucket] ?? null
          const from = compared.beforeEdges[bucket] ?? row.from
          return { ...row, from, avg: value, min: value, max: value }
        })
      return {
        id: line.did,
        name: line.name,
        color: hues[rank] ?? null,
        scale,
        rows,
        gaps: line.gaps,
        line: chartLine(rows, line.gaps, line.latest, states),
        before: previous ? chartLine(before(), line.beforeGaps, null, states) : null,
      }
    })
}

export function medianOf(compared: Compared): ChartLine | null {
  if (compared.lines.length < 3) return null
  const rows = lineRowsOf(compared, (bucket) => {
    const value = compared.median[bucket] ?? null
    return { avg: value, min: value, max: value }
  })
  const breaks = rows.filter(({ avg }) => avg === null)
  return chartLine(rows, breaks, null, compared.states)
}
