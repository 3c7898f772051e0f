'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { displayScale, formatMetric, metricTitle } from '@/lib/domain/metric'
import type { Stretch } from '@/lib/domain/reporting'
import type { SeriesColumns, StatusColumns } from '@/lib/domain/series'
import { stepName } from '@/lib/domain/time-range'
import { BucketTable } from './bucket-table'
import type { Scale } from './bucket-text'
import { chartRows, extent } from './chart-rows'
import type { JobSpan } from './job-spans'
import { useZone } from './use-zone'
import { valueAxis } from './value-axis'

// Recharts is the largest part of the page and draws nothing on the server: it comes after everything else.
const MetricChart = dynamic(() => import('./metric-chart').then((module) => module.MetricChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[200px]" />,
})

type MetricPanelProps = {
  metric: string
  columns: SeriesColumns | undefined
  status: StatusColumns
  range: { from: number; to: number; step: number }
  gaps: Stretch[]
  jobs: JobSpan[]
  /** A CSS colour. */
  color: string
  latest: number | null
  /** What to say before the latest value: "last" of a silent node, "now" beside a range of the past. */
  latestIs: 'last' | 'now' | null
  onZoom: (from: number, to: number) => void
}

export function MetricPanel(props: MetricPanelProps) {
  const { metric, columns, status, range, color } = props
  const zone = useZone()
  const [asTable, setAsTable] = useState(false)
  const { rows, scale } = useMemo(() => {
    const values = extent(chartRows(columns, status, range))
    const { unit, factor } = displayScale(
      metric,
      Math.max(Math.abs(values?.min ?? 0), Math.abs(values?.max ?? 0)),
    )
    const shown = chartRows(columns, status, range, factor)
    const made: Scale = { metric, unit, axis: valueAxis(metric, extent(shown)), step: range.step, zone }
    return { rows: shown, scale: made }
  }, [metric, columns, status, range, zone])
  const title = metricTitle(metric)
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
        ) : (
          <MetricChart
            rows={rows}
            scale={scale}
            color={color}
            time={range}
            gaps={props.gaps}
            jobs={props.jobs}
            onZoom={props.onZoom}
          />
        )}
        {!hasValues && !asTable && (
          <p className="pointer-events-none absolute inset-x-12 top-16 text-center text-xs text-ink-2">
            <span className="rounded-[3px] bg-surface px-1.5 py-0.5">
              no value of this metric in this range
            </span>
          </p>
        )}
      </div>
      <p className="text-right text-2xs text-ink-3">
        average, min–max band · {stepName(range.step)} buckets{scale.unit === '' ? '' : ` · ${scale.unit}`}
      </p>
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
