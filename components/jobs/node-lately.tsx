import { Suspense } from 'react'
import { ThumbnailChart } from '@/components/charts/thumbnail-chart'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { Occasion } from '@/lib/board/domain/occasion'
import { metricTitle } from '@/lib/reports/domain/metric'
import { metricOfCode } from '@/lib/reports/domain/telling-metric'
import type { DiagnosisEntry, NodeCharts } from '@/lib/series/domain/node-charts'
import { durationName } from '@/lib/series/domain/time-range'

/** The metric that the newest diagnosis is about, else the first. */
const tellingMetric = (metrics: string[], diagnoses: DiagnosisEntry[]): string | undefined =>
  metricOfCode(diagnoses[0]?.code ?? null, metrics) ?? metrics[0]

/** `about`: a moment that is marked, and the metric that shows it. */
type LatelyProps = { day: Promise<LastDay>; about?: Pick<Occasion, 'at' | 'metric'> | null }

const daySeconds = 86_400

type LastDay = { charts: NodeCharts | null; diagnoses: DiagnosisEntry[] }

/** How the node was doing in the last 24 hours, shown by its most relevant metric; nothing without reports. */
export const NodeLately = (props: LatelyProps) => (
  <Suspense fallback={<Skeleton className="h-55" />}>
    <TellingChart {...props} />
  </Suspense>
)

async function TellingChart({ day, about }: LatelyProps) {
  const { charts, diagnoses } = await day
  const asked = charts?.metrics.find((metric) => metric === about?.metric)
  const metric = asked ?? (charts && tellingMetric(charts.metrics, diagnoses))
  if (!charts || !metric) return null
  const { from, to } = charts.range
  return (
    <Card
      title={`${metricTitle(metric)}, last ${to - from > 2 * daySeconds ? durationName(to - from) : '24 h'}`}
    >
      <ThumbnailChart charts={charts} metric={metric} mark={about?.at ?? null} />
    </Card>
  )
}
