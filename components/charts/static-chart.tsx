import type { Gap } from '@/lib/series/domain/coverage'
import { chartSummary, type Scale } from './bucket-text'
import { type ChartRow, lineRows } from './chart-rows'
import { missingLooks } from './gap-styles'
import { axisWidth, chartHeight, plotInset } from './plot'
import { thumbnailPaths } from './thumbnail-paths'
import { timeTicks } from './time-axis'
import { axisText } from './value-axis'

type StaticChartProps = {
  rows: ChartRow[]
  scale: Scale
  /** A CSS colour. */
  color: string
  time: { from: number; to: number }
  gaps: Gap[]
}

/** What fits a card of half a wide page; the server does not know the width. */
const staticTicks = { days: 9, hours: 6 } as const

/**
 * A metric's chart drawn by the server, so that it is part of the page: the lines, band, gaps and axes of `MetricChart`
 * in the same positions, in a box that stretches. It is not interactive; `MetricChart` replaces it.
 */
export function StaticChart({ rows, scale, color, time, gaps }: StaticChartProps) {
  const { axis, zone } = scale
  const { from, to } = time
  const drawn = lineRows(rows, gaps)
  const last = drawn.at(-1)
  const whole = last?.partial ? drawn.slice(0, -1) : drawn
  const { band } = thumbnailPaths(drawn, time, axis.domain)
  const { line, dots } = thumbnailPaths(whole, time, axis.domain)
  const partial = last?.partial ? thumbnailPaths(drawn.slice(-2), time, axis.domain).line : ''
  const across = (at: number): string => `${((at - from) / (to - from)) * 100}%`
  const down = (value: number): string =>
    `${(1 - (value - axis.domain[0]) / (axis.domain[1] - axis.domain[0])) * 100}%`
  const ticks = timeTicks(from, to, to - from > 3 * 86_400 ? staticTicks.days : staticTicks.hours, zone)
  return (
    <div
      role="img"
      aria-label={chartSummary(rows, scale, gaps)}
      className="relative text-[11px] leading-none text-ink-3"
      style={{ height: chartHeight }}
    >
      <div className="absolute" style={plotInset}>
        {gaps.map((gap) => (
          <div
            key={gap.from}
            className={`absolute inset-y-0 opacity-70 ${missingLooks[gap.reason].pattern}`}
            style={{
              left: across(gap.from),
              width: `max(2px, ${((gap.to - gap.from) / (to - from)) * 100}%)`,
            }}
          />
        ))}
        {axis.ticks.map((tick) => (
          <div key={tick} className="absolute inset-x-0 border-t border-hair" style={{ top: down(tick) }}>
            <span
              className="absolute -translate-x-full -translate-y-1/2 pr-2 whitespace-nowrap"
              style={{ left: 0, maxWidth: axisWidth }}
            >
              {axisText(tick, axis.step)}
            </span>
          </div>
        ))}
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
          className="absolute inset-0 h-full w-full overflow-visible"
        >
          <path d={band} fill={color} fillOpacity={0.16} />
          <g stroke={color} strokeWidth={1.6} strokeLinejoin="round" fill="none">
            <path data-line d={line} vectorEffect="non-scaling-stroke" />
            <path d={partial} strokeDasharray="3 3" vectorEffect="non-scaling-stroke" />
            {/* A zero-length line with round caps stays a round dot however the box is stretched. */}
            {dots.map((dot) => (
              <path
                key={dot.x}
                d={`M${dot.x} ${dot.y}h0`}
                strokeWidth={5}
                strokeLinecap="round"
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </g>
        </svg>
        <div className="absolute inset-x-0 top-full border-t border-strong">
          {ticks.map((tick) => (
            <span
              key={tick.at}
              className="absolute top-2 flex -translate-x-1/2 flex-col items-center gap-0.5 whitespace-nowrap"
              style={{ left: across(tick.at) }}
            >
              {tick.label}
              {tick.date && <span className="text-ink-2">{tick.date}</span>}
            </span>
          ))}
        </div>
      </div>
    </div>
  )
}
