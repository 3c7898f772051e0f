import { MiniChart } from '@/components/charts/mini-chart'
import { Card } from '@/components/ui/card'
import { metricTitle } from '@/lib/domain/metric'
import type { NodeCharts } from '@/lib/domain/node-page'

/** The metric that the newest diagnosis speaks of (`DISK_NEARING_CAPACITY` → disk), else the first. */
const tellingMetric = ({ metrics, diagnoses }: NodeCharts): string | undefined => {
  const code = diagnoses[0]?.code?.toLowerCase() ?? ''
  return metrics.find((metric) => code.includes(metricTitle(metric).toLowerCase())) ?? metrics[0]
}

/** How the node has been before this job: the one metric that tells most. Nothing where nothing was reported. */
export function NodeLately({ charts, title }: { charts: NodeCharts | null; title: string }) {
  const metric = charts && tellingMetric(charts)
  const columns = metric ? charts.series[metric] : undefined
  if (!charts || !metric || !columns) return null
  return (
    <Card title={`${metricTitle(metric)}, ${title}`}>
      <MiniChart columns={columns} metric={metric} from={charts.from} to={charts.to} step={charts.step} />
    </Card>
  )
}
