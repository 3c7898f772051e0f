import { csvCell } from '@/lib/kernel/text/csv'
import { isoTime } from '@/lib/series/domain/range-params'
import type { ComparisonAnswer } from './answers'

const numberCell = (value: number | null | undefined): string => (value == null ? '' : String(value))

export const csvColumns = [
  ...['node', 'name', 'metric', 'unit', 'from', 'to', 'reports', 'samples'],
  ...['min', 'avg', 'max', 'missing', 'avg_before'],
] as const

type Answer = Pick<ComparisonAnswer, 't' | 'to' | 'nodes'>

/** A comparison as lines of RFC 4180, a row for each bucket of each series; with every digit, in the unit of the reports. */
export function* csvLines({ t, to, nodes }: Answer): Generator<string> {
  yield `${csvColumns.join(',')}\r\n`
  const times = [...t.map(isoTime), isoTime(Date.parse(to) / 1_000)]
  for (const { node, name, reports, series, previous } of nodes) {
    const own = [csvCell(node), csvCell(name ?? '')]
    for (const [metric, columns] of Object.entries(series)) {
      const head = [...own, csvCell(metric), csvCell(columns.unit)].join(',')
      const before = previous && Object.hasOwn(previous.series, metric) ? previous.series[metric] : undefined
      const rows = t.map((_, bucket) =>
        [
          ...[head, times[bucket], times[bucket + 1], numberCell(reports[bucket])],
          ...[numberCell(columns.count[bucket]), numberCell(columns.min[bucket])],
          ...[numberCell(columns.avg[bucket]), numberCell(columns.max[bucket])],
          ...[columns.missing[bucket] ?? '', numberCell(before?.avg[bucket])],
        ].join(','),
      )
      yield `${rows.join('\r\n')}\r\n`
    }
  }
}

/** `hakim-cpu_usage_percent-2026-11-23T1000-2026-11-30T1000.csv`. */
export function fileName(metrics: readonly string[], { from, to }: { from: string; to: string }): string {
  const [first = 'metrics'] = metrics
  const named = (metrics.length === 1 ? first : 'metrics')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, 80)
    .replace(/-$/, '')
  const time = (text: string): string => text.slice(0, 16).replaceAll(':', '')
  return `hakim-${named}-${time(from)}-${time(to)}.csv`
}
