'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { DrawnLine } from '@/components/charts/lines/drawn-line'
import { LineChart } from '@/components/charts/lines/line-chart'
import { PngButton } from '@/components/charts/lines/png-button'
import { metricColors } from '@/components/charts/panel/metric-color'
import { tierText } from '@/components/charts/rows/bucket-text'
import { endsQuery, rangeQuery } from '@/lib/series/domain/range-links'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import { stepName } from '@/lib/series/domain/time-range'
import type { Compared } from './compared-lines'
import { DataLinks } from './data-links'
import { drawnLines } from './drawn-lines'

/** Several metrics of a node on one panel, with an axis for each of two units. */
export function OverlayView(props: {
  metrics: Compared[]
  name: string
  /** What the period before is called; null where it is not drawn. */
  before: string | null
  wider: RangeEnds
}) {
  const { metrics, name, before, wider } = props
  const [emphasised, emphasise] = useState<string | null>(null)
  const router = useRouter()
  const params = useSearchParams()
  const lines = useMemo(() => {
    const colors = metricColors(metrics.map(({ scale }) => scale.metric))
    return metrics.flatMap((compared) =>
      drawnLines(compared, before !== null).map(
        (line): DrawnLine => ({
          ...line,
          id: compared.scale.metric,
          name: compared.scale.title,
          color: colors.get(compared.scale.metric) ?? null,
        }),
      ),
    )
  }, [metrics, before])
  const [first] = metrics
  if (!first) return null
  const { scale, edges, to } = first
  const time = { from: edges[0] ?? 0, to }
  const second = metrics.find((one) => one.scale.unit !== scale.unit)?.scale
  const scales = second ? ([scale, second] as const) : ([scale] as const)
  return (
    <section
      aria-label={`Metrics of ${name}`}
      className="min-w-0 rounded-card border bg-surface px-4 pt-3 pb-2"
    >
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-3">
        <h2 className="text-base font-title text-ink">
          <bdi>{name}</bdi>
        </h2>
        <p className="mr-auto">
          {stepName(scale.step)} buckets {tierText(scale.tier)}
          {second &&
            ` · ${scale.unit || 'without a unit'} on the left, ${second.unit || 'without a unit'} on the right`}
          {before !== null && ` · dots: the ${before}`}
        </p>
        <span className="flex gap-1.5 print:hidden">
          <DataLinks
            nodes={first.lines.map(({ did }) => did)}
            metrics={metrics.map((one) => one.scale.metric)}
            {...time}
            zone={scale.zone}
          />
          <PngButton
            name={name}
            picture={() => ({ title: name, lines, median: null, scales, time, before })}
          />
        </span>
      </div>
      {lines.length > 0 ? (
        <LineChart
          label={`${lines.map((line) => line.name).join(', ')} of ${name}`}
          lines={lines}
          median={null}
          scales={scales}
          time={time}
          emphasised={emphasised}
          onEmphasise={emphasise}
          onZoom={(from, until) => router.push(rangeQuery(from, until, params), { scroll: false })}
          onZoomOut={() => router.push(endsQuery(wider, params), { scroll: false })}
        />
      ) : (
        <p className="py-10 text-center text-ink-2">No values in this range.</p>
      )}
    </section>
  )
}
