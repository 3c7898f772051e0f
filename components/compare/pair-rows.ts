import { tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import type { ComparedNode, NodeSeries } from '@/lib/compare/domain/comparison'
import { metricTitles, orderMetrics } from '@/lib/reports/domain/metric'
import type { Compared } from './compared'
import { comparedOf } from './compared-lines'
import { differenceText } from './figure-text'

/** A metric of two nodes on one scale. */
export type PairRow = {
  metric: string
  title: string
  compared: Compared
  /** The difference of the averages, the first node less the second; null where one has no values. */
  average: string | null
  /** In words: what the difference of the averages does not say. */
  words: string
  same: boolean
}

const percentOf = (part: number, whole: number): number => Math.round((part / whole) * 100)

/** In how many of the buckets that both have the first is higher, in words. */
function higherText(one: readonly (number | null)[], other: readonly (number | null)[]): string {
  const either = one.filter((value, bucket) => value !== null || (other[bucket] ?? null) !== null).length
  const both = one.flatMap((value, bucket) => {
    const against = other[bucket] ?? null
    return value === null || against === null ? [] : value - against
  })
  const [higher, lower] = [both.filter((by) => by > 0).length, both.filter((by) => by < 0).length]
  if (both.length === 0) return 'never at the same time'
  const often = (count: number): string =>
    count === both.length ? 'all the time' : `${percentOf(count, both.length)}% of the time`
  const words =
    higher + lower === 0
      ? 'equal all the time'
      : higher >= lower
        ? `higher ${often(higher)}`
        : `lower ${often(lower)}`
  return both.length === either ? words : `${words} in which both report`
}

/** All metrics that at least one of two nodes has in the range, each on one scale for both. */
export function pairRows(
  nodes: readonly [ComparedNode, ComparedNode],
  series: readonly NodeSeries[],
  { zone, previous }: { zone: string; previous: boolean },
): PairRow[] {
  const names = orderMetrics([...new Set(series.flatMap(({ metrics }) => metrics))])
  const titles = metricTitles(names)
  const rows = names.flatMap((metric): PairRow[] => {
    const title = titles.get(metric) ?? metric
    const asked = { metric, title, zone, mode: 'usual', raw: false, previous } as const
    const compared = comparedOf(nodes, series, asked)
    if (!compared) return []
    const [one, other] = nodes.map(({ did }) => compared.lines.find((line) => line.did === did))
    const [mine, others] = [one?.figures, other?.figures]
    if (!one || !other || !mine || !others) {
      const only = (mine ? one : other)?.name ?? ''
      return [{ metric, title, compared, average: null, words: `only ${only} reports it`, same: false }]
    }
    const text = differenceText(mine.avg - others.avg, compared.scale)
    const same = text === 'same'
    return [{ metric, title, compared, average: text, words: higherText(one.avg, other.avg), same }]
  })
  const gutter = Math.max(
    0,
    ...rows.map(({ compared: { scale } }) => gutterWidth(tickTexts(scale.axis, scale.unit))),
  )
  return rows.map((row) => ({
    ...row,
    compared: { ...row.compared, scale: { ...row.compared.scale, gutter } },
  }))
}
