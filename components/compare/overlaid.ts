import type { Extent } from '@/components/charts/axis/axis'
import type { ComparedNode, NodeSeries } from '@/lib/compare/domain/comparison'
import { metricTitles, metricUnit } from '@/lib/reports/domain/metric'
import type { Compared } from './compared'
import { comparedOf } from './compared-lines'

/** Several metrics of a node on one panel: those of one unit share an axis, and there are at most two. */
export type Overlaid = {
  metrics: Compared[]
  /** Titles of metrics of a third unit, which no axis could show. */
  leftOut: string[]
}

const mostAxes = 2

const axisKey = ({ rate, scale }: Compared): string =>
  `${metricUnit(scale.metric).unit}${rate ? ' per second' : ''}`

/** What is drawn of a metric, in the unit of the reports. */
function extentOf({ lines, scale }: Compared): Extent[] {
  return lines.flatMap(({ figures, latest }) => {
    if (!figures) return []
    const values = [figures.min, figures.max, latest?.value ?? figures.max].map(
      (value) => value / scale.factor,
    )
    return { min: Math.min(...values), max: Math.max(...values), whole: values.every(Number.isInteger) }
  })
}

const joined = (extents: readonly Extent[]): Extent | null =>
  extents.reduce<Extent | null>(
    (all, { min, max, whole }) =>
      all
        ? { min: Math.min(all.min, min), max: Math.max(all.max, max), whole: all.whole && whole }
        : { min, max, whole },
    null,
  )

export function overlaidOf(
  node: ComparedNode,
  series: readonly NodeSeries[],
  {
    metrics,
    zone,
    raw,
    previous,
  }: { metrics: readonly string[]; zone: string; raw: boolean; previous: boolean },
): Overlaid {
  const titles = metricTitles(metrics)
  const read = (metric: string, values?: Extent) =>
    comparedOf([node], series, {
      ...{ metric, title: titles.get(metric) ?? metric, zone, mode: 'usual', raw, previous },
      ...(values ? { values } : {}),
    })
  const alone = metrics.flatMap((metric) => read(metric) ?? [])
  const keys = [...new Set(alone.map(axisKey))].slice(0, mostAxes)
  const shared = keys.flatMap((key) => {
    const own = alone.filter((one) => axisKey(one) === key)
    const values = joined(own.flatMap(extentOf))
    return own.flatMap((one) => read(one.scale.metric, values ?? undefined) ?? [])
  })
  return {
    metrics: shared,
    leftOut: alone.filter((one) => !keys.includes(axisKey(one))).map(({ scale }) => scale.title),
  }
}
