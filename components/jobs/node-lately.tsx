import { ThumbnailChart } from '@/components/charts/thumbnail-chart'
import { Card } from '@/components/ui/card'
import { metricTitle } from '@/lib/reports/domain/metric'
import type { DiagnosisEntry, NodeCharts } from '@/lib/series/domain/node-charts'

/** The metric that the newest diagnosis is about (`DISK_NEARING_CAPACITY` → disk), else the first. */
const tellingMetric = (metrics: string[], diagnoses: DiagnosisEntry[]): string | undefined => {
  const code = diagnoses[0]?.code?.toLowerCase() ?? ''
  return metrics.find((metric) => code.includes(metricTitle(metric).toLowerCase())) ?? metrics[0]
}

/** How the node was doing before this job, shown by its most relevant metric; nothing without reports. */
export function NodeLately(props: { charts: NodeCharts | null; diagnoses: DiagnosisEntry[]; title: string }) {
  const metric = props.charts && tellingMetric(props.charts.metrics, props.diagnoses)
  if (!props.charts || !metric) return null
  return (
    <Card title={`${metricTitle(metric)}, ${props.title}`}>
      <ThumbnailChart charts={props.charts} metric={metric} />
    </Card>
  )
}
