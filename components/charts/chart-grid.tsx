'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { NodeCharts } from '@/lib/domain/node-page'
import { rangeQuery } from '@/lib/domain/range-params'
import { reportGaps } from '@/lib/domain/reporting'
import { CrosshairProvider } from './crosshair'
import { jobSpans } from './job-spans'
import { metricColors } from './metric-color'
import { MetricPanel } from './metric-panel'

/** One chart a metric over the same range, tied by one crosshair. Dragging on one chooses a range in the URL. */
export function ChartGrid(props: {
  charts: NodeCharts
  /** The latest value of each metric. */
  latest: Record<string, number>
  latestIs: 'last' | 'now' | null
  cadenceSeconds: number | null
}) {
  const { charts, cadenceSeconds } = props
  const router = useRouter()
  const zoom = useCallback(
    (from: number, to: number) => router.push(rangeQuery(from, to), { scroll: false }),
    [router],
  )
  const shared = useMemo(() => {
    const range = { from: charts.from, to: charts.to, step: charts.step }
    return {
      range,
      gaps: reportGaps(charts.status, range, cadenceSeconds),
      jobs: jobSpans(charts.jobs, range),
      colors: metricColors(charts.metrics),
    }
  }, [charts, cadenceSeconds])
  return (
    <CrosshairProvider>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        {charts.metrics.map((metric) => (
          <MetricPanel
            key={metric}
            metric={metric}
            columns={Object.hasOwn(charts.series, metric) ? charts.series[metric] : undefined}
            status={charts.status}
            range={shared.range}
            gaps={shared.gaps}
            jobs={shared.jobs}
            color={shared.colors.get(metric) ?? 'var(--accent)'}
            latest={Object.hasOwn(props.latest, metric) ? (props.latest[metric] ?? null) : null}
            latestIs={props.latestIs}
            onZoom={zoom}
          />
        ))}
      </div>
    </CrosshairProvider>
  )
}
