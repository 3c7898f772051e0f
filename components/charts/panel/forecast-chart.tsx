'use client'

import { useMemo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceDot, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { AxisMode } from '@/components/charts/axis/axis'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { timeTicks } from '@/components/charts/axis/time-axis'
import { TimeTickText } from '@/components/charts/axis/time-tick-text'
import { valueAxis } from '@/components/charts/axis/value-axis'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { useSize } from '@/components/charts/use-size'
import { OfferRequest } from '@/components/node/offer-request'
import type { OfferedRequest } from '@/lib/board/domain/occasion'
import type { ForecastChart as Forecast } from '@/lib/series/domain/forecast-chart'
import { forecastWords } from './forecast-words'
import { chartMargin, timeAxisHeight } from './plot'

const straight = { type: 'linear', isAnimationActive: false, dot: false, activeDot: false } as const
const label = { fill: 'var(--ink-2)', fontSize: 11 } as const

/** When it will be full, epoch seconds, as far as that is drawn; null where it is not foreseen. */
const fullBetween = ({ forecast, now, until }: Forecast): [number, number] | null =>
  forecast?.kind === 'full'
    ? [now + forecast.from * 86_400, Math.min(until, now + forecast.to * 86_400)]
    : null

/** The hours that were measured, the course through their days with its band, and the limit that it comes to. */
export function ForecastChart(props: {
  forecast: Forecast
  offer: OfferedRequest | null
  scale: Scale
  /** That of the chart, so that both have the same axis. */
  mode: AxisMode
  color: string
}) {
  const { forecast, scale, mode, color } = props
  const { unit, factor, gutter, zone, metric } = scale
  const { from, now, until, hours, ahead, limit } = forecast
  const { ref, width, height } = useSize<HTMLDivElement>()
  const { title, text } = forecastWords(forecast, scale)
  const full = fullBetween(forecast)
  const line = { ...straight, stroke: color, strokeWidth: 1.6 }
  const data = useMemo(() => {
    const measured = hours.map((value, index) => ({
      x: from + (index + 0.5) * 3_600,
      value: value === null ? null : value * factor,
    }))
    const foreseen = ahead.map(({ x, value, band: [low, high] }) => ({
      x,
      course: value === null ? null : value * factor,
      band: [low * factor, high * factor],
    }))
    return [...measured, ...foreseen]
  }, [hours, ahead, from, factor])
  const axis = useMemo(() => {
    const known = hours.flatMap((value) => (value === null ? [] : value * factor))
    const all = [...known, limit * factor, ...ahead.flatMap(({ band }) => band.map((edge) => edge * factor))]
    return valueAxis(metric, { min: Math.min(...all), max: Math.max(...all), whole: false }, mode)
  }, [hours, ahead, limit, factor, metric, mode])
  const texts = useMemo(() => tickTexts(axis, unit), [axis, unit])
  const ticks = useMemo(
    () => timeTicks(from, until, Math.max(2, Math.floor((width - gutter) / 60)), zone),
    [from, until, width, gutter, zone],
  )
  return (
    <figure data-forecast aria-label={`${title}. ${text}`} className="border-t pt-2">
      <figcaption className="mb-1 flex flex-wrap items-baseline gap-x-2.5 text-xs text-ink-3">
        <span className="text-sm font-title text-ink">{title}</span>
        <span>{text}</span>
        <OfferRequest offer={props.offer} />
      </figcaption>
      <div ref={ref} aria-hidden="true" className="h-48">
        {width > 0 && (
          <ComposedChart {...{ width, height, data }} margin={chartMargin} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--hair)" />
            <XAxis
              type="number"
              dataKey="x"
              domain={[from, until]}
              ticks={ticks.map(({ at }) => at)}
              interval={0}
              height={timeAxisHeight}
              tick={<TimeTickText ticks={ticks} from={from} to={until} />}
              tickLine={{ stroke: 'var(--strong)' }}
              axisLine={{ stroke: 'var(--strong)' }}
            />
            <YAxis
              type="number"
              domain={axis.domain}
              ticks={axis.ticks}
              interval={0}
              width={gutter}
              tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
              tickFormatter={(_, index) => texts[index] ?? ''}
              tickLine={false}
              axisLine={false}
            />
            <ReferenceLine y={limit * factor} stroke="var(--error)" strokeOpacity={0.7} />
            <ReferenceLine
              x={now}
              stroke="var(--ink-3)"
              strokeDasharray="2 3"
              label={{ value: 'now', position: 'insideTopLeft', ...label }}
            />
            <Area
              {...straight}
              dataKey="band"
              stroke={color}
              strokeOpacity={0.5}
              fill={color}
              fillOpacity={0.18}
            />
            <Line {...line} dataKey="value" connectNulls={false} />
            <Line {...line} dataKey="course" strokeDasharray="4 3" />
            {ahead[0]?.value != null && (
              <ReferenceDot x={now} y={ahead[0].value * factor} r={3} fill={color} stroke="none" />
            )}
            {full && (
              <ReferenceLine
                segment={[
                  { x: full[0], y: limit * factor },
                  { x: full[1], y: limit * factor },
                ]}
                stroke={color}
                strokeWidth={5}
                strokeLinecap="round"
              />
            )}
          </ComposedChart>
        )}
      </div>
    </figure>
  )
}
