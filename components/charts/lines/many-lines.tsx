import { memo } from 'react'
import { bandLook } from '@/components/charts/layers/chart-band'
import { PreviousPath } from '@/components/charts/layers/previous-line'
import { placeInBox } from '@/components/charts/panel/plot'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { bandPath, linePath, partialPath } from '@/components/charts/rows/chart-paths'
import type { DrawnLine } from './drawn-line'

type Time = { from: number; to: number }

const box = {
  viewBox: '0 0 100 100',
  preserveAspectRatio: 'none',
  className: 'pointer-events-none absolute inset-0 h-full w-full overflow-visible',
} as const

const crisp = { vectorEffect: 'non-scaling-stroke', strokeLinejoin: 'round', fill: 'none' } as const

function OneLine({ line, time, width }: { line: DrawnLine; time: Time; width: number }) {
  const place = placeInBox(time, line.scale.axis)
  const { dots, latest } = line.line
  const alone = latest ? [...dots, { x: latest.at, value: latest.value }] : dots
  return (
    <>
      <path data-line d={linePath(line.line, place)} strokeWidth={width} {...crisp} />
      <path d={partialPath(line.line, place)} strokeWidth={width} strokeDasharray="3 3" {...crisp} />
      {/* A zero-length line with round caps stays a round dot however the box is stretched. */}
      <path
        d={alone.map(({ x, value }) => `M${place.x(x)} ${place.y(value)}h0`).join('')}
        strokeWidth={width + 3}
        strokeLinecap="round"
        {...crisp}
      />
    </>
  )
}

/** All lines: the grey ones below, then the median, then those in colour, the highest last. */
export const ManyLines = memo(function ManyLines(props: {
  lines: readonly DrawnLine[]
  median: ChartLine | null
  /** That of the median. */
  scale: Scale
  time: Time
}) {
  const { lines, median, time } = props
  const inFront = lines.filter(({ color }) => color !== null).toReversed()
  return (
    <svg aria-hidden="true" {...box}>
      {lines
        .filter(({ color }) => color === null)
        .map((line) => (
          <g key={line.id} data-node={line.id} stroke="var(--ink-3)" strokeOpacity={0.55}>
            <OneLine line={line} time={time} width={1} />
          </g>
        ))}
      {median && (
        <path
          data-median
          d={linePath(median, placeInBox(time, props.scale.axis))}
          stroke="var(--ink-2)"
          strokeWidth={1.5}
          strokeDasharray="5 4"
          {...crisp}
        />
      )}
      {inFront.map((line) => (
        <g key={line.id} data-node={line.id} stroke={line.color ?? undefined}>
          {line.before && <PreviousPath line={line.before} place={placeInBox(time, line.scale.axis)} />}
          <OneLine line={line} time={time} width={1.8} />
        </g>
      ))}
    </svg>
  )
})

/** The line that somebody points at, over all others, with its band from minimum to maximum. */
export const EmphasisedLine = memo(function EmphasisedLine(props: {
  line: DrawnLine
  time: Time
  /** Of the line, in pixels. */
  width?: number
}) {
  const { line, time, width = 2.4 } = props
  const color = line.color ?? 'var(--ink)'
  const place = placeInBox(time, line.scale.axis)
  return (
    <svg aria-hidden="true" {...box} data-emphasised={line.id}>
      <path
        d={bandPath(line.rows, place)}
        fill={color}
        stroke={color}
        vectorEffect="non-scaling-stroke"
        {...bandLook}
      />
      {line.before && <PreviousPath line={line.before} place={place} />}
      <g stroke="var(--surface)">
        <OneLine line={line} time={time} width={width + 2.6} />
      </g>
      <g stroke={color}>
        <OneLine line={line} time={time} width={width} />
      </g>
    </svg>
  )
})
