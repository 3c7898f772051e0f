import { Suspense } from 'react'
import { ThumbnailChart } from '@/components/charts/thumbnail-chart'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { metricTitle } from '@/lib/reports/domain/metric'
import { metricOfCode } from '@/lib/reports/domain/telling-metric'
import type { DiagnosisEntry, NodeCharts } from '@/lib/series/domain/node-charts'

/** The metric that the newest diagnosis is about, else the first. */
const tellingMetric = (metrics: string[], diagnoses: DiagnosisEntry[]): string | undefined =>
  metricOfCode(diagnoses[0]?.code ?? null, metrics) ?? metrics[0]

type LastDay = { charts: NodeCharts | null; diagnoses: DiagnosisEntry[] }

/** How the node was doing in the last 24 hours, shown by its most relevant metric; nothing without reports. */
export const NodeLately = ({ day }: { day: Promise<LastDay> }) => (
  <Suspense fallback={<Skeleton className="h-55" />}>
    <TellingChart day={day} />
  </Suspense>
)

async function TellingChart({ day }: { day: Promise<LastDay> }) {
  const { charts, diagnoses } = await day
  const metric = charts && tellingMetric(charts.metrics, diagnoses)
  if (!metric) return null
  return (
    <Card title={`${metricTitle(metric)}, last 24 h`}>
      <ThumbnailChart charts={charts} metric={metric} />
    </Card>
  )
}
