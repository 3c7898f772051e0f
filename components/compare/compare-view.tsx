'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { LineChart } from '@/components/charts/lines/line-chart'
import { PngButton } from '@/components/charts/lines/png-button'
import { tierText } from '@/components/charts/rows/bucket-text'
import type { CompareSort } from '@/lib/compare/domain/compare-sort'
import { endsQuery, rangeQuery } from '@/lib/series/domain/range-links'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import { stepName } from '@/lib/series/domain/time-range'
import { CompareTable, type TableRow } from './compare-table'
import type { Compared } from './compared-lines'
import { DataLinks } from './data-links'
import { drawnLines, medianOf } from './drawn-lines'

/** One metric of many nodes: the chart, and the table that ranks them. What is pointed at in one is emphasised in both. */
export function CompareView(props: {
  compared: Compared
  rows: readonly TableRow[]
  sort: CompareSort
  /** Whether the period before is drawn too; how long the range is, in words; and twice the range. */
  previous: boolean
  period: string
  wider: RangeEnds
}) {
  const { compared, previous, period, wider } = props
  const { scale, edges, to } = compared
  const [emphasised, emphasise] = useState<string | null>(null)
  const router = useRouter()
  const params = useSearchParams()
  const zoom = useCallback(
    (from: number, until: number) => router.push(rangeQuery(from, until, params), { scroll: false }),
    [router, params],
  )
  const zoomOut = useCallback(
    () => router.push(endsQuery(wider, params), { scroll: false }),
    [router, params, wider],
  )
  const lines = useMemo(() => drawnLines(compared, previous), [compared, previous])
  const median = useMemo(() => medianOf(compared), [compared])
  const time = useMemo(() => ({ from: edges[0] ?? 0, to }), [edges, to])
  const scales = useMemo(() => [scale] as const, [scale])
  const count = lines.length
  return (
    <>
      <section aria-label={scale.title} className="min-w-0 rounded-card border bg-surface px-4 pt-3 pb-2">
        <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-3">
          <h2 className="text-base font-title text-ink">
            {scale.title}
            {compared.rate && <span className="text-xs font-normal text-ink-3"> per second</span>}
          </h2>
          <p className="mr-auto">
            {stepName(scale.step)} buckets {tierText(scale.tier)}
            {median && ' · dashed: the median'}
            {previous && ` · dots: the ${period} before`}
          </p>
          <span className="flex gap-1.5 print:hidden">
            <DataLinks
              nodes={compared.lines.map(({ did }) => did)}
              metrics={[scale.metric]}
              {...time}
              zone={scale.zone}
              previous
            />
            <PngButton
              name={scale.title}
              picture={() => ({
                ...{ title: scale.title, lines, median, scales, time },
                before: previous ? `${period} before` : null,
              })}
            />
          </span>
        </div>
        {count > 0 ? (
          <LineChart
            label={`${scale.title} of ${count} ${count === 1 ? 'node' : 'nodes'}; the table below has their figures`}
            lines={lines}
            median={median}
            scales={scales}
            time={time}
            emphasised={emphasised}
            onEmphasise={emphasise}
            onZoom={zoom}
            onZoomOut={zoomOut}
          />
        ) : (
          <p className="py-10 text-center text-ink-2">No values in this range.</p>
        )}
      </section>
      <CompareTable
        rows={props.rows}
        lines={lines}
        scale={scale}
        sort={props.sort}
        period={period}
        length={to - (edges[0] ?? 0)}
        emphasised={emphasised}
        onEmphasise={emphasise}
      />
    </>
  )
}
