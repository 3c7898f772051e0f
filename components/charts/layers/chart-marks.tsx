'use client'

import { memo } from 'react'
import { type Plot, xOf, yOf } from '@/components/charts/panel/plot'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { bucketRowAt, type ChartRow } from '@/components/charts/rows/chart-rows'
import { useCrosshair } from './crosshair'

type MarksProps = { plot: Plot; rows: ChartRow[]; line: ChartLine; color: string }

/** Points alone in their run, and the latest value. */
const Dots = memo(function Dots({ plot, line, color }: Omit<MarksProps, 'rows'>) {
  return (
    <g fill={color}>
      {line.dots.map(({ x, value }) => (
        <circle key={x} data-dot cx={xOf(plot, x)} cy={yOf(plot, value)} r={2.6} />
      ))}
      {line.latest && (
        <circle data-latest cx={xOf(plot, line.latest.at)} cy={yOf(plot, line.latest.value)} r={3} />
      )}
    </g>
  )
})

function CrosshairMark({ plot, rows, color }: Omit<MarksProps, 'line'>) {
  const { at, anchor } = useCrosshair()
  const row = bucketRowAt(rows, at)
  if (!row) return null
  const begin = bucketRowAt(rows, anchor)
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

export function ChartMarks({ plot, rows, line, color }: MarksProps) {
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 h-full w-full overflow-visible">
      <Dots plot={plot} line={line} color={color} />
      <CrosshairMark plot={plot} rows={rows} color={color} />
    </svg>
  )
}
