'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { rangeQuery } from '@/lib/series/domain/range-params'
import { stepName } from '@/lib/series/domain/time-range'
import { tierText } from './bucket-text'
import { CrosshairProvider } from './crosshair'
import { jobSpans } from './job-spans'
import { metricColors } from './metric-color'
import { MetricPanel } from './metric-panel'
import { useZone } from './zone'

/** One chart per metric over the same range, sharing a crosshair. Dragging on a chart selects a range in the URL. */
export function ChartGrid(props: {
  charts: NodeCharts
  /** The latest value of each metric. */
  latest: Record<string, number>
  latestIs: 'last' | 'now' | null
}) {
  const { charts } = props
  const router = useRouter()
  const zone = useZone()
  const zoom = useCallback(
    (from: number, to: number) => router.push(rangeQuery(from, to), { scroll: false }),
    [router],
  )
  const jobs = useMemo(() => jobSpans(charts.jobs, charts.range), [charts])
  const colors = useMemo(() => metricColors(charts.metrics), [charts])
  return (
    <CrosshairProvider>
      <p className="-my-1 text-xs text-ink-3 sm:text-right">
        {stepName(charts.range.step)} buckets {tierText(charts.tier)} · line: average, band: minimum to
        maximum · times in {zone}
      </p>
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        {charts.metrics.map((metric) => (
          <MetricPanel
            key={metric}
            metric={metric}
            charts={charts}
            jobs={jobs}
            color={colors.get(metric) ?? 'var(--accent)'}
            latest={Object.hasOwn(props.latest, metric) ? (props.latest[metric] ?? null) : null}
            latestIs={props.latestIs}
            onZoom={zoom}
          />
        ))}
      </div>
    </CrosshairProvider>
  )
}
