import { type ComparedNode, metricsOf } from '@/lib/compare/domain/comparison'
import { metricTitles } from '@/lib/reports/domain/metric'
import { ParamSelect } from './param-select'

/** Which metric is compared: one that any of the nodes reports. */
export function MetricSelect({ nodes, metric }: { nodes: readonly ComparedNode[]; metric: string }) {
  const names = metricsOf(nodes, metric)
  const titles = metricTitles(names)
  const label = (name: string): string => {
    const title = titles.get(name) ?? name
    return title === name ? name : `${title} (${name})`
  }
  return (
    <ParamSelect
      name="metric"
      label="Metric"
      value={metric}
      options={names.map((name) => ({ value: name, label: label(name) }))}
    />
  )
}
