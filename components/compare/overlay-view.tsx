'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { metricColors } from '@/components/charts/panel/metric-color'
import { tierText } from '@/components/charts/rows/bucket-text'
import { endsQuery, rangeQuery } from '@/lib/series/domain/range-links'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import { stepName } from '@/lib/series/domain/time-range'
import type { Compared } from './compared-lines'
import { type DrawnLine, drawnLines } from './drawn-lines'
import { LineChart } from './line-chart'

/** Several metrics of a node on one panel, with an axis for each of two units. */
export function OverlayView({
  metrics,
  name,
  wider,
}: {
  metrics: Compared[]
  name: string
  wider: RangeEnds
}) {
  const [emphasised, emphasise] = useState<string | null>(null)
  const router = useRouter()
  const params = useSearchParams()
  const lines = useMemo(() => {
    const colors = metricColors(metrics.map(({ scale }) => scale.metric))
    return metrics.flatMap((compared) =>
      drawnLines(compared, false).map(
        (line): DrawnLine => ({
          ...line,
          id: compared.scale.metric,
          name: compared.scale.title,
          color: colors.get(compared.scale.metric) ?? null,
        }),
      ),
    )
  }, [metrics])
  const [first] = metrics
  if (!first) return null
  const { scale, edges, to } = first
  const second = metrics.find((one) => one.scale.unit !== scale.unit)?.scale
  return (
    <section
      aria-label={`Metrics of ${name}`}
      className="min-w-0 rounded-card border bg-surface px-4 pt-3 pb-2"
    >
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-3">
        <h2 className="text-base font-title text-ink">
          <bdi>{name}</bdi>
        </h2>
        <p>
          {stepName(scale.step)} buckets {tierText(scale.tier)}
          {second &&
            ` · ${scale.unit || 'without a unit'} on the left, ${second.unit || 'without a unit'} on the right`}
        </p>
      </div>
      {lines.length > 0 ? (
        <LineChart
          label={`${lines.map((line) => line.name).join(', ')} of ${name}`}
          lines={lines}
          median={null}
          scales={second ? [scale, second] : [scale]}
          time={{ from: edges[0] ?? 0, to }}
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
