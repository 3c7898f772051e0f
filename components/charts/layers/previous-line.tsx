import { memo } from 'react'
import type { Previous } from '@/components/charts/panel/panel'
import { type Plot, placeIn } from '@/components/charts/panel/plot'
import { linePath, type Place } from '@/components/charts/rows/chart-paths'

/** Dots, so that it is not taken for the line of the range, however narrow the chart. */
const look = {
  fill: 'none',
  stroke: 'var(--ink-3)',
  strokeWidth: 1.5,
  strokeDasharray: '0 3.5',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

/** The averages of the period before; a gap in it is a gap here. */
export function PreviousPath({ line, place }: { line: Previous['line']; place: Place }) {
  const lone = line.dots.map(({ x, value }) => `M${place.x(x)} ${place.y(value)}h0`).join('')
  return (
    <g {...look}>
      <path data-previous d={linePath(line, place)} vectorEffect="non-scaling-stroke" />
      <path d={lone} strokeDasharray="none" strokeWidth={3} vectorEffect="non-scaling-stroke" />
    </g>
  )
}

export const PreviousLine = memo(function PreviousLine(props: { plot: Plot; previous: Previous | null }) {
  if (!props.previous) return null
  return (
    <svg aria-hidden="true" className="absolute inset-0 h-full w-full overflow-visible">
      <PreviousPath line={props.previous.line} place={placeIn(props.plot)} />
    </svg>
  )
})

/** Its entry in the legend of a chart. */
export const PreviousKey = ({ previous }: { previous: Previous | null }) =>
  previous && (
    <span className="flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="0 0 16 4" className="h-1 w-4">
        <path d="M1 2h15" {...look} />
      </svg>
      {previous.name}
    </span>
  )
