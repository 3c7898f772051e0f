'use client'

import { useId, useMemo } from 'react'
import { CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { type TimeTick, timeTicks } from '@/components/charts/axis/time-axis'
import { TimeTickText } from '@/components/charts/axis/time-tick-text'
import { AlertBars } from '@/components/charts/layers/alert-bars'
import { ChartBackground } from '@/components/charts/layers/chart-background'
import { ChartBand } from '@/components/charts/layers/chart-band'
import { ChartMarks } from '@/components/charts/layers/chart-marks'
import { ChartPointer } from '@/components/charts/layers/chart-pointer'
import { ChartTooltip } from '@/components/charts/layers/chart-tooltip'
import { GapNames } from '@/components/charts/layers/gap-names'
import { JobFlags } from '@/components/charts/layers/job-flags'
import type { JobSpan } from '@/components/charts/layers/job-spans'
import { PreviousLine } from '@/components/charts/layers/previous-line'
import { UsualLayer } from '@/components/charts/layers/usual-layer'
import { WholeLine } from '@/components/charts/layers/whole-line'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { useSize } from '@/components/charts/use-size'
import type { Panel } from './panel'
import { chartMargin, plotOf, timeAxisHeight } from './plot'

type MetricChartProps = {
  panel: Panel
  /** A CSS colour. */
  color: string
  time: { from: number; to: number }
  jobs: JobSpan[]
  onZoom: ((from: number, to: number) => void) | null
  onZoomOut: (() => void) | null
}

type Drawn = { x: number; whole: number | null; partial: number | null }

/** The end of the line over an incomplete bucket is dashed. */
function drawn({ whole, partial }: ChartLine): Drawn[] {
  const [from, to] = partial ?? [null, null]
  const points = whole.map(({ x, value }) => ({ x, whole: value, partial: x === from?.x ? value : null }))
  return to ? [...points, { x: to.x, whole: null, partial: to.value }] : points
}

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
export function MetricChart({ panel, color, time, jobs, onZoom, onZoomOut }: MetricChartProps) {
  const { rows, scale, gaps, line, previous } = panel
  const id = useId()
  const { ref, width, height } = useSize<HTMLDivElement>()
  const { axis, zone, gutter } = scale
  const data = useMemo(() => drawn(line), [line])
  const plot = useMemo(
    () => plotOf({ width, height }, time, axis, gutter),
    [width, height, time, axis, gutter],
  )
  const ticks = useMemo(
    () => timeTicks(time.from, time.to, tickCount(plot.width, time), zone),
    [time, plot.width, zone],
  )
  return (
    <div ref={ref} className="relative h-(--chart-height) select-none">
      {width > 0 && (
        <>
          <ChartBackground plot={plot} gaps={gaps} jobs={jobs} />
          <UsualLayer plot={plot} usual={panel.usual} />
          <ChartBand plot={plot} rows={rows} color={color} />
          <PreviousLine plot={plot} previous={previous} />
          <div aria-hidden="true" className="absolute inset-0">
            <Lines
              data={data}
              size={{ width, height }}
              scale={scale}
              time={time}
              ticks={ticks}
              color={color}
            />
          </div>
          <ChartMarks plot={plot} rows={rows} line={line} color={color} />
          <ChartPointer id={id} plot={plot} panel={panel} onZoom={onZoom} onZoomOut={onZoomOut} />
          <JobFlags plot={plot} jobs={jobs} />
          <div
            className="pointer-events-none absolute"
            style={{ left: plot.left, width: plot.width, top: plot.top, height: plot.height }}
          >
            <AlertBars metric={panel.metric} time={time} />
          </div>
          <WholeLine plot={plot} whole={panel.whole} />
          <GapNames plot={plot} gaps={gaps} />
          <ChartTooltip id={id} plot={plot} panel={panel} jobs={jobs} />
        </>
      )}
    </div>
  )
}

type LinesProps = {
  data: Drawn[]
  size: { width: number; height: number }
  scale: Scale
  time: { from: number; to: number }
  ticks: TimeTick[]
  color: string
}

function Lines({ data, size, scale, time, ticks, color }: LinesProps) {
  const { axis } = scale
  const texts = useMemo(() => tickTexts(axis, scale.unit), [axis, scale.unit])
  const at = useMemo(() => ticks.map((tick) => tick.at), [ticks])
  return (
    <ComposedChart {...size} data={data} margin={chartMargin} accessibilityLayer={false}>
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
        scale={axis.log ? 'log' : 'linear'}
        domain={axis.domain}
        allowDataOverflow
        ticks={axis.ticks}
        interval={0}
        width={scale.gutter}
        tick={tickLook}
        tickFormatter={(_, index) => texts[index] ?? ''}
        tickLine={false}
        axisLine={false}
      />
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
