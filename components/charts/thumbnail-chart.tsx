import { displayScale, metricTitle } from '@/lib/reports/domain/metric'
import { metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { stepName } from '@/lib/series/domain/time-range'
import { chartRows, extent, lineRows } from './chart-rows'
import { missingLooks } from './gap-styles'
import { LocalTime, TimesIn } from './local-time'
import { metricColors } from './metric-color'
import { thumbnailPaths } from './thumbnail-paths'
import { axisText, valueAxis } from './value-axis'

/** A small chart of one metric, drawn on the server: average, band, gaps, and both axes. */
export function ThumbnailChart({ charts, metric }: { charts: NodeCharts; metric: string }) {
  const { range, status, cadenceSeconds, before, series } = charts
  const { from, to, step } = range
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const values = extent(chartRows(columns, status, range))
  const { unit, factor } = displayScale(
    metric,
    Math.max(Math.abs(values?.min ?? 0), Math.abs(values?.max ?? 0)),
  )
  const rows = chartRows(columns, status, range, factor)
  const missing = rows.map((row) => row.missing)
  const gaps = metricGaps(missing, status, range, cadenceSeconds, before)
  const shown = extent(rows)
  const axis = valueAxis(metric, shown)
  const color = metricColors([metric]).get(metric)
  const { line, band, dots } = thumbnailPaths(lineRows(rows, gaps), range, axis.domain)
  const read = (value: number): string => axisText(value, axis.step, 1)
  const summary = shown ? `from ${read(shown.min)} to ${read(shown.max)} ${unit}` : 'no values'
  const top = (value: number): string =>
    `${(1 - (value - axis.domain[0]) / (axis.domain[1] - axis.domain[0])) * 100}%`
  return (
    <figure aria-label={`${metricTitle(metric)} over time, ${summary}`} className="text-2xs text-ink-3">
      <div className="flex h-32 gap-2 pt-2">
        <div aria-hidden="true" className="relative w-9 shrink-0">
          {axis.ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: top(tick) }}>
              {axisText(tick, axis.step)}
            </span>
          ))}
        </div>
        <div aria-hidden="true" className="relative min-w-0 flex-1">
          {gaps.map((gap) => (
            <div
              key={gap.from}
              title={missingLooks[gap.reason].name}
              className={`absolute inset-y-0 opacity-70 ${missingLooks[gap.reason].pattern}`}
              style={{
                left: `${((gap.from - from) / (to - from)) * 100}%`,
                width: `${((gap.to - gap.from) / (to - from)) * 100}%`,
              }}
            />
          ))}
          {axis.ticks.map((tick) => (
            <div key={tick} className="absolute inset-x-0 border-t" style={{ top: top(tick) }} />
          ))}
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="absolute inset-0 h-full w-full overflow-visible"
          >
            <path d={band} fill={color} fillOpacity={0.16} />
            <g stroke={color} strokeLinecap="round" fill="none">
              <path d={line} strokeWidth={1.6} strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
              {/* A zero-length line with round caps stays a round dot however the box is stretched. */}
              {dots.map((dot) => (
                <path
                  key={dot.x}
                  d={`M${dot.x} ${dot.y}h0`}
                  strokeWidth={5}
                  vectorEffect="non-scaling-stroke"
                />
              ))}
            </g>
          </svg>
        </div>
      </div>
      <figcaption className="mt-1.5 pl-11">
        <div className="flex flex-wrap justify-between gap-x-3 whitespace-nowrap">
          <LocalTime at={from} />
          <LocalTime at={to} className="ml-auto" />
        </div>
        <p className="text-center">
          {stepName(step)} buckets{unit === '' ? '' : `, ${unit}`} · <TimesIn />
        </p>
      </figcaption>
    </figure>
  )
}
