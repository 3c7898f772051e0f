'use client'

import { useMemo, useState } from 'react'
import type { CompareSort } from '@/lib/compare/domain/compare-sort'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import type { TableRow } from './compare-row'
import { CompareTable } from './compare-table'
import type { Compared } from './compared'
import { drawnLines, medianOf } from './drawn-lines'
import { LinesCard } from './lines-card'

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
  const { compared, previous, period } = props
  const { scale, rate } = compared
  const [emphasised, emphasise] = useState<string | null>(null)
  const picture = useMemo(() => {
    const { scale: own, edges, to } = compared
    return {
      title: `${own.title} of ${compared.lines.length} ${compared.lines.length === 1 ? 'node' : 'nodes'}`,
      lines: drawnLines(compared, previous),
      median: medianOf(compared),
      scales: [own] as const,
      time: { from: edges[0] ?? 0, to },
      before: previous ? `${period} before` : null,
    }
  }, [compared, previous, period])
  const { lines, median, time } = picture
  return (
    <>
      <LinesCard
        picture={picture}
        label={scale.title}
        chartLabel={`${scale.title} of ${lines.length} ${lines.length === 1 ? 'node' : 'nodes'}; the table below has their figures`}
        heading={
          <>
            {scale.title}
            {rate && <span className="text-xs font-normal text-ink-3"> per second</span>}
          </>
        }
        notes={median ? ' · dashed: the median' : ''}
        data={{ nodes: compared.lines.map(({ did }) => did), metrics: [scale.metric], previous: true }}
        wider={props.wider}
        emphasised={emphasised}
        onEmphasise={emphasise}
      />
      <CompareTable
        rows={props.rows}
        lines={lines}
        scale={scale}
        sort={props.sort}
        period={period}
        length={time.to - time.from}
        emphasised={emphasised}
        onEmphasise={emphasise}
      />
    </>
  )
}
