import { readingText, tickTexts } from '@/components/charts/axis/axis-text'
import { StretchedLines } from '@/components/charts/layers/stretched-lines'
import { metricColors } from '@/components/charts/panel/metric-color'
import { panelOf } from '@/components/charts/panel/panel'
import { placeInBox } from '@/components/charts/panel/plot'
import { extent } from '@/components/charts/rows/chart-rows'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { metricTitle } from '@/lib/reports/domain/metric'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { stepName } from '@/lib/series/domain/time-range'
import { LocalTime, TimesIn } from './local-time'

/** A small chart of one metric, drawn on the server: average, band, gaps, and both axes. */
export function ThumbnailChart({
  charts,
  metric,
  mark = null,
}: {
  charts: NodeCharts
  metric: string
  /** A moment to be marked, epoch seconds. */
  mark?: number | null
}) {
  const { from, to, step } = charts.range
  // Times are written by the reader's browser; the axis of values needs no zone.
  const title = metricTitle(metric)
  const panel = panelOf(charts, {
    metric,
    title,
    zone: 'UTC',
    mode: 'usual',
    raw: false,
    whole: null,
    latest: null,
  })
  const { axis, unit, gutter } = panel.scale
  const place = placeInBox(charts.range, axis)
  const texts = tickTexts(axis, unit)
  const shown = extent(panel.rows)
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
          {panel.gaps.map((gap) => (
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
          <StretchedLines panel={panel} time={charts.range} color={metricColors([metric]).get(metric)} />
          {mark !== null && mark >= from && mark <= to && (
            <div
              data-moment
              className="absolute inset-y-0 border-l border-dashed border-ink-2"
              style={{ left: `${place.x(mark)}%` }}
            />
          )}
        </div>
      </div>
      <figcaption className="mt-1.5" style={{ paddingLeft: gutter }}>
        <div className="flex flex-wrap justify-between gap-x-3 whitespace-nowrap">
          <LocalTime at={from} />
          <LocalTime at={to} className="ml-auto" />
        </div>
        <p className="text-center">
          {mark !== null && (
            <>
              dashed: <LocalTime at={mark} /> ·{' '}
            </>
          )}
          {stepName(step)} buckets · <TimesIn />
        </p>
      </figcaption>
    </figure>
  )
}
