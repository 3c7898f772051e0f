import { metricTitle } from '@/lib/reports/domain/metric'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { stepName } from '@/lib/series/domain/time-range'
import { readingText, tickTexts, withUnit } from './axis-text'
import { bandLook } from './chart-band'
import { bandPath, linePath, partialPath } from './chart-paths'
import { extent } from './chart-rows'
import { missingLooks } from './gap-styles'
import { LocalTime, TimesIn } from './local-time'
import { metricColors } from './metric-color'
import { panelOf } from './panel'
import { placeInBox } from './plot'

/** A small chart of one metric, drawn on the server: average, band, gaps, and both axes. */
export function ThumbnailChart({ charts, metric }: { charts: NodeCharts; metric: string }) {
  const { from, to, step } = charts.range
  // Times are written by the reader's browser; the axis of values needs no zone.
  const title = metricTitle(metric)
  const { rows, line, gaps, scale } = panelOf(charts, {
    metric,
    title,
    zone: 'UTC',
    mode: 'usual',
    raw: false,
    whole: null,
    latest: null,
  })
  const { axis, unit, gutter } = scale
  const color = metricColors([metric]).get(metric)
  const place = placeInBox(charts.range, axis)
  const texts = tickTexts(axis, unit)
  const shown = extent(rows)
  const read = (value: number): string => readingText(value, axis)
  const summary = shown ? `from ${read(shown.min)} to ${withUnit(read(shown.max), unit)}` : 'no values'
  return (
    <figure aria-label={`${title} over time, ${summary}`} className="text-2xs text-ink-3">
      <div className="flex h-32 gap-2 pt-2">
        <div aria-hidden="true" className="relative shrink-0" style={{ width: gutter - 10 }}>
          {axis.ticks.map((tick, index) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2 whitespace-nowrap"
              style={{ top: `${place.y(tick)}%` }}
            >
              {texts[index]}
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
            <div key={tick} className="absolute inset-x-0 border-t" style={{ top: `${place.y(tick)}%` }} />
          ))}
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="absolute inset-0 h-full w-full overflow-visible"
          >
            <path
              d={bandPath(rows, place)}
              fill={color}
              stroke={color}
              vectorEffect="non-scaling-stroke"
              {...bandLook}
            />
            <g stroke={color} strokeLinecap="round" fill="none">
              <path d={partialPath(line, place)} strokeDasharray="3 3" vectorEffect="non-scaling-stroke" />
              <path
                d={linePath(line, place)}
                strokeWidth={1.6}
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
              />
              {/* A zero-length line with round caps stays a round dot however the box is stretched. */}
              {line.dots.map((dot) => (
                <path
                  key={dot.x}
                  d={`M${place.x(dot.x)} ${place.y(dot.value)}h0`}
                  strokeWidth={5}
                  vectorEffect="non-scaling-stroke"
                />
              ))}
            </g>
          </svg>
        </div>
      </div>
      <figcaption className="mt-1.5" style={{ paddingLeft: gutter }}>
        <div className="flex flex-wrap justify-between gap-x-3 whitespace-nowrap">
          <LocalTime at={from} />
          <LocalTime at={to} className="ml-auto" />
        </div>
        <p className="text-center">
          {stepName(step)} buckets · <TimesIn />
        </p>
      </figcaption>
    </figure>
  )
}
