'use client'

import { useId, useMemo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import type { Gap } from '@/lib/series/domain/coverage'
import type { Scale } from './bucket-text'
import { ChartBackground } from './chart-background'
import { ChartMarks } from './chart-marks'
import { ChartPointer } from './chart-pointer'
import { type ChartRow, lineRows } from './chart-rows'
import { ChartTooltip } from './chart-tooltip'
import { GapNames } from './gap-names'
import { JobFlags } from './job-flags'
import type { JobSpan } from './job-spans'
import { axisWidth, chartHeight, chartMargin, plotOf, timeAxisHeight } from './plot'
import { type TimeTick, timeTicks } from './time-axis'
import { TimeTickText } from './time-tick-text'
import { useWidth } from './use-width'
import { axisText } from './value-axis'

type MetricChartProps = {
  rows: ChartRow[]
  scale: Scale
  /** A CSS colour. */
  color: string
  time: { from: number; to: number }
  gaps: Gap[]
  jobs: JobSpan[]
  onZoom: ((from: number, to: number) => void) | null
}

type Drawn = { x: number; band: [number, number] | null; whole: number | null; partial: number | null }

/** A partial bucket is drawn as a dashed line from the bucket before it. */
const drawn = (rows: readonly ChartRow[]): Drawn[] =>
  rows.map((row, index) => ({
    x: row.x,
    band: row.min === null || row.max === null ? null : [row.min, row.max],
    whole: row.partial ? null : row.avg,
    partial: row.partial || rows[index + 1]?.partial ? row.avg : null,
  }))

/** Labels of days are short; those of hours have a date below. */
const tickCount = (width: number, time: { from: number; to: number }): number =>
  Math.max(2, Math.floor(width / (time.to - time.from > 3 * 86_400 ? 52 : 76)))

const lineOptions = {
  isAnimationActive: false,
  connectNulls: false,
  type: 'linear',
  activeDot: false,
} as const
const tickLook = { fill: 'var(--ink-3)', fontSize: 11 } as const

/** One metric over time: average, band from minimum to maximum, and gaps, which are never interpolated. */
export function MetricChart({ rows, scale, color, time, gaps, jobs, onZoom }: MetricChartProps) {
  const id = useId()
  const { ref, width } = useWidth<HTMLDivElement>()
  const { axis, zone } = scale
  const data = useMemo(() => drawn(lineRows(rows, gaps)), [rows, gaps])
  const plot = useMemo(() => plotOf(width, time, axis.domain), [width, time, axis])
  const ticks = useMemo(
    () => timeTicks(time.from, time.to, tickCount(plot.width, time), zone),
    [time, plot.width, zone],
  )
  return (
    <div ref={ref} className="relative select-none" style={{ height: chartHeight }}>
      {width > 0 && (
        <>
          <ChartBackground plot={plot} gaps={gaps} jobs={jobs} />
          <div aria-hidden="true" className="absolute inset-0">
            <Lines data={data} width={width} scale={scale} time={time} ticks={ticks} color={color} />
          </div>
          <ChartMarks id={id} plot={plot} rows={rows} color={color} />
          <ChartPointer id={id} plot={plot} rows={rows} scale={scale} gaps={gaps} onZoom={onZoom} />
          <JobFlags plot={plot} jobs={jobs} />
          <GapNames plot={plot} gaps={gaps} />
          <ChartTooltip id={id} plot={plot} rows={rows} scale={scale} jobs={jobs} />
        </>
      )}
    </div>
  )
}

type LinesProps = {
  data: Drawn[]
  width: number
  scale: Scale
  time: { from: number; to: number }
  ticks: TimeTick[]
  color: string
}

function Lines({ data, width, scale, time, ticks, color }: LinesProps) {
  const { axis } = scale
  const format = useMemo(() => (value: number) => axisText(value, axis.step), [axis.step])
  const at = useMemo(() => ticks.map((tick) => tick.at), [ticks])
  return (
    <ComposedChart
      width={width}
      height={chartHeight}
      data={data}
      margin={chartMargin}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--hair)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={[time.from, time.to]}
        ticks={at}
        interval={0}
        height={timeAxisHeight}
        tick={<TimeTickText ticks={ticks} from={time.from} to={time.to} />}
        tickLine={{ stroke: 'var(--strong)' }}
        axisLine={{ stroke: 'var(--strong)' }}
      />
      <YAxis
        type="number"
        domain={axis.domain}
        ticks={axis.ticks}
        interval={0}
        width={axisWidth}
        tick={tickLook}
        tickFormatter={format}
        tickLine={false}
        axisLine={false}
      />
      <Area {...lineOptions} dataKey="band" stroke="none" fill={color} fillOpacity={0.16} />
      <Line {...lineOptions} dataKey="whole" stroke={color} strokeWidth={1.6} dot={false} />
      <Line
        {...lineOptions}
        dataKey="partial"
        stroke={color}
        strokeWidth={1.6}
        strokeDasharray="3 3"
        dot={false}
      />
    </ComposedChart>
  )
}
