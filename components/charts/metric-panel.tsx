'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { displayScale, formatMetric, metricTitle } from '@/lib/reports/domain/metric'
import { metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { BucketTable } from './bucket-table'
import type { Scale } from './bucket-text'
import { chartRows, extent } from './chart-rows'
import { GapKey } from './gap-key'
import type { JobSpan } from './job-spans'
import { StaticChart } from './static-chart'
import { useMetricChart } from './use-metric-chart'
import { valueAxis } from './value-axis'
import { useZone } from './zone'

type MetricPanelProps = {
  metric: string
  charts: NodeCharts
  jobs: JobSpan[]
  /** A CSS colour. */
  color: string
  latest: number | null
  /** The label before the latest value: "last" for a silent node, "now" beside a past range. */
  latestIs: 'last' | 'now' | null
  onZoom: (from: number, to: number) => void
}

/** The content of one panel: rows in the most readable unit, their scale, and where values are missing. */
function panelOf(charts: NodeCharts, metric: string, zone: string) {
  const { series, status, range, tier, cadenceSeconds, before } = charts
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const values = extent(chartRows(columns, status, range))
  const largest = Math.max(Math.abs(values?.min ?? 0), Math.abs(values?.max ?? 0))
  const { unit, factor } = displayScale(metric, largest)
  const rows = chartRows(columns, status, range, factor)
  const scale: Scale = { metric, unit, axis: valueAxis(metric, extent(rows)), step: range.step, tier, zone }
  const missing = rows.map((row) => row.missing)
  return { rows, scale, gaps: metricGaps(missing, status, range, cadenceSeconds, before) }
}

export function MetricPanel(props: MetricPanelProps) {
  const { metric, charts, color } = props
  const zone = useZone()
  const [asTable, setAsTable] = useState(false)
  const { rows, scale, gaps } = useMemo(() => panelOf(charts, metric, zone), [charts, metric, zone])
  const title = metricTitle(metric)
  const MetricChart = useMetricChart()
  const hasValues = rows.some((row) => row.avg !== null)
  return (
    <section
      aria-label={title}
      data-metric={metric}
      className="min-w-0 rounded-card border bg-surface px-4 pt-3 pb-2"
    >
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
          <h2 className="font-title">{title}</h2>
          <bdi className="truncate font-mono text-xs text-ink-3">{metric}</bdi>
        </div>
        <div className="flex shrink-0 items-center gap-2">
          <Latest metric={metric} value={props.latest} is={props.latestIs} color={color} />
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={asTable}
            aria-label={`Show ${title} as a table`}
            title={asTable ? 'Show as chart' : 'Show as table'}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Chart' : 'Table'}
          </Button>
        </div>
      </div>
      <div className="relative">
        {asTable ? (
          <BucketTable rows={rows} scale={scale} title={title} />
        ) : MetricChart === null ? (
          <StaticChart rows={rows} scale={scale} color={color} time={charts.range} gaps={gaps} />
        ) : (
          <MetricChart
            rows={rows}
            scale={scale}
            color={color}
            time={charts.range}
            gaps={gaps}
            jobs={props.jobs}
            onZoom={props.onZoom}
          />
        )}
        {!hasValues && !asTable && (
          <p className="pointer-events-none absolute inset-x-12 top-16 text-center text-xs text-ink-2">
            <span className="rounded-[3px] bg-surface px-1.5 py-0.5">no values in this range</span>
          </p>
        )}
      </div>
      <div className="flex min-h-4 flex-wrap items-center gap-x-3 gap-y-0.5 text-2xs text-ink-3">
        <span>{scale.unit === '' ? 'no unit' : `in ${scale.unit}`}</span>
        <GapKey gaps={gaps} />
      </div>
    </section>
  )
}

function Latest(props: { metric: string; value: number | null; is: 'last' | 'now' | null; color: string }) {
  if (props.value === null) return <span className="text-xs text-ink-3">not in the last report</span>
  const { text, unit } = formatMetric(props.metric, props.value)
  return (
    <span
      className="font-semibold whitespace-nowrap"
      style={{ color: props.is === 'last' ? 'var(--ink-2)' : props.color }}
    >
      {props.is && <span className="mr-1.5 text-xs font-normal text-ink-3">{props.is}</span>}
      <span className="text-lg">{text}</span>
      {unit !== '' && <span className="ml-0.5 text-xs font-medium">{unit}</span>}
    </span>
  )
}
