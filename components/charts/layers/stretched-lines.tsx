import type { Panel } from '@/components/charts/panel/panel'
import { placeInBox } from '@/components/charts/panel/plot'
import { bandPath, linePath, partialPath } from '@/components/charts/rows/chart-paths'
import { bandLook } from './chart-band'
import { PreviousPath } from './previous-line'
import { UsualPath } from './usual-layer'

/** Band, line and dots of a chart in a box that stretches, so that the server can draw it for any width. */
export function StretchedLines(props: {
  panel: Pick<Panel, 'rows' | 'line' | 'previous' | 'usual'> & { scale: Pick<Panel['scale'], 'axis'> }
  time: { from: number; to: number }
  /** A CSS colour. */
  color: string | undefined
}) {
  const { color } = props
  const { rows, line, scale, previous, usual } = props.panel
  const place = placeInBox(props.time, scale.axis)
  const dots = line.latest ? [...line.dots, { x: line.latest.at, value: line.latest.value }] : line.dots
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-0 h-full w-full overflow-visible"
    >
      {usual && (
        <svg x={0} y={0} width={100} height={100} overflow="hidden" aria-hidden="true">
          <UsualPath usual={usual} place={place} axis={scale.axis} />
        </svg>
      )}
      <path
        d={bandPath(rows, place)}
        fill={color}
        stroke={color}
        vectorEffect="non-scaling-stroke"
        {...bandLook}
      />
      {previous && <PreviousPath line={previous.line} place={place} />}
      <g stroke={color} strokeWidth={1.6} strokeLinejoin="round" fill="none">
        <path data-line d={linePath(line, place)} vectorEffect="non-scaling-stroke" />
        <path d={partialPath(line, place)} strokeDasharray="3 3" vectorEffect="non-scaling-stroke" />
        {/* A zero-length line with round caps stays a round dot however the box is stretched. */}
        {dots.map((dot) => (
          <path
            key={dot.x}
            d={`M${place.x(dot.x)} ${place.y(dot.value)}h0`}
            strokeWidth={5}
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </g>
    </svg>
  )
}
