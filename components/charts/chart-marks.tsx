'use client'

import { memo } from 'react'
import type { ChartRow } from './chart-rows'
import { useCrosshair } from './crosshair'
import { type Plot, xOf, yOf } from './plot'

type MarksProps = { id: string; plot: Plot; rows: ChartRow[]; color: string }

/** Buckets that no line can show: a dot with its band as a whisker, and a ring on a partial bucket. */
const Dots = memo(function Dots({ plot, rows, color }: Omit<MarksProps, 'id'>) {
  return rows.map((row) => {
    if (row.avg === null || !(row.lone || row.partial)) return null
    const x = xOf(plot, row.x)
    return (
      <g key={row.from} stroke={color} strokeWidth={1.6}>
        {row.lone && row.min !== null && row.max !== null && (
          <line x1={x} x2={x} y1={yOf(plot, row.min)} y2={yOf(plot, row.max)} strokeOpacity={0.4} />
        )}
        <circle cx={x} cy={yOf(plot, row.avg)} r={2.6} fill={row.partial ? 'var(--surface)' : color} />
      </g>
    )
  })
})

function CrosshairMark({ plot, rows, color }: Omit<MarksProps, 'id'>) {
  const { at, anchor } = useCrosshair()
  const row = at === null ? undefined : rows.find((candidate) => candidate.from === at)
  if (!row) return null
  const begin = anchor === null ? undefined : rows.find((candidate) => candidate.from === anchor)
  const bottom = plot.top + plot.height
  const left = begin ? xOf(plot, Math.min(begin.from, row.from)) : 0
  const right = begin ? xOf(plot, Math.max(begin.to, row.to)) : 0
  const x = xOf(plot, row.x)
  return (
    <g>
      {begin && (
        <rect
          x={left}
          y={plot.top}
          width={right - left}
          height={plot.height}
          fill="var(--accent)"
          fillOpacity={0.14}
        />
      )}
      <line x1={x} x2={x} y1={plot.top} y2={bottom} stroke="var(--ink-3)" />
      {row.avg !== null && (
        <circle
          cx={x}
          cy={yOf(plot, row.avg)}
          r={3.2}
          fill={color}
          stroke="var(--surface)"
          strokeWidth={1.5}
        />
      )}
    </g>
  )
}

export function ChartMarks({ plot, rows, color }: MarksProps) {
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 h-full w-full">
      <Dots plot={plot} rows={rows} color={color} />
      <CrosshairMark plot={plot} rows={rows} color={color} />
    </svg>
  )
}
