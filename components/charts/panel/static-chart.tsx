import { TimeTicks, ValueTicks } from '@/components/charts/axis/box-ticks'
import { timeTicks } from '@/components/charts/axis/time-axis'
import { StretchedLines } from '@/components/charts/layers/stretched-lines'
import { chartSummary } from '@/components/charts/rows/bucket-text'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import type { Panel } from './panel'
import { placeInBox, plotInset } from './plot'

type StaticChartProps = {
  panel: Panel
  /** A CSS colour. */
  color: string
  time: { from: number; to: number }
}

/** What fits a card of half a wide page; the server does not know the width. */
const staticTicks = { days: 9, hours: 6 } as const

/**
 * A metric's chart drawn by the server, so that it is part of the page: the lines, band, gaps and axes of `MetricChart`
 * in the same positions, in a box that stretches. It is not interactive; `MetricChart` replaces it.
 */
export function StaticChart({ panel, color, time }: StaticChartProps) {
  const { rows, scale, gaps } = panel
  const { axis, zone, gutter } = scale
  const { from, to } = time
  const place = placeInBox(time, axis)
  const across = (at: number): string => `${place.x(at)}%`
  const ticks = timeTicks(from, to, to - from > 3 * 86_400 ? staticTicks.days : staticTicks.hours, zone)
  return (
    <div
      role="img"
      aria-label={chartSummary(rows, scale, gaps)}
      className="relative h-(--chart-height) text-[11px] leading-none text-ink-3"
    >
      <div className="absolute" style={plotInset(gutter)}>
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
        <ValueTicks scale={scale} />
        {panel.whole !== null && panel.whole <= axis.domain[1] && (
          <div
            className="absolute inset-x-0 border-t border-error/70"
            style={{ top: `${place.y(panel.whole)}%` }}
          />
        )}
        <StretchedLines panel={panel} time={time} color={color} />
        <TimeTicks ticks={ticks} time={time} />
      </div>
    </div>
  )
}
