import { useMemo } from 'react'
import { TimeTicks, ValueTicks } from '@/components/charts/axis/box-ticks'
import { timeTicks } from '@/components/charts/axis/time-axis'
import { plotInset } from '@/components/charts/panel/plot'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { useSize } from '@/components/charts/use-size'
import { ChartReader } from './chart-reader'
import type { DrawnLine } from './drawn-line'
import { GapStretches } from './gap-stretches'
import { LineLabels } from './line-labels'
import { LineNames } from './line-names'
import { EmphasisedLine, ManyLines } from './many-lines'

type LineChartProps = {
  label: string
  lines: readonly DrawnLine[]
  median: ChartLine | null
  /** The axis on the left, and for a second unit the one on the right. */
  scales: readonly [Scale] | readonly [Scale, Scale]
  time: { from: number; to: number }
  emphasised: string | null
  onEmphasise: (id: string | null) => void
  onZoom: (from: number, to: number) => void
  onZoomOut: () => void
}

const labelHeight = 14
const least = 250

/** The server does not know the width; labels of days are short. */
const tickCount = (width: number, { from, to }: LineChartProps['time']): number =>
  width === 0 ? 5 : Math.max(2, Math.floor(width / (to - from > 3 * 86_400 ? 60 : 80)))

/** Many lines over the same buckets, each with its name at its end; the server draws it as the browser does. */
export function LineChart(props: LineChartProps) {
  const { lines, scales, time, emphasised, onEmphasise } = props
  const [left, right] = scales
  const height = Math.max(least, lines.length * labelHeight)
  const inset = plotInset(left.gutter)
  const shown = lines.find(({ id }) => id === emphasised)
  const { ref, width } = useSize<HTMLDivElement>()
  const ticks = useMemo(
    () => timeTicks(time.from, time.to, tickCount(width, time), left.zone),
    [time, width, left.zone],
  )
  const chart = (
    <div
      className={`relative text-[11px] leading-none text-ink-3 select-none sm:[--labels:232px] ${right ? '[--labels:0px]' : '[--labels:104px]'}`}
      style={{ height: height + inset.top + inset.bottom }}
    >
      <div
        ref={ref}
        className="absolute"
        style={{ ...inset, right: `calc(var(--labels) + ${right ? right.gutter : 0}px)` }}
      >
        <ValueTicks scale={left} />
        {right && <ValueTicks scale={right} side="right" />}
        <TimeTicks ticks={ticks} time={time} />
        <div className={shown ? 'opacity-45' : undefined}>
          <ManyLines lines={lines} median={props.median} scale={left} time={time} />
        </div>
        {shown && <GapStretches gaps={shown.gaps} time={time} />}
        {shown && <EmphasisedLine line={shown} time={time} />}
        <ChartReader {...props} height={height} />
        <div
          className={`absolute inset-0 ${right ? 'max-sm:hidden' : ''}`}
          style={{ right: right ? -right.gutter : 0, pointerEvents: 'none' }}
        >
          <div className="pointer-events-auto absolute inset-y-0 right-0 w-0">
            <LineLabels
              lines={lines}
              time={time}
              height={height}
              labelHeight={labelHeight}
              emphasised={emphasised}
              onEmphasise={onEmphasise}
            />
          </div>
        </div>
      </div>
    </div>
  )
  // On a phone there is no room for a second axis and for names beside it.
  return right ? (
    <>
      <LineNames lines={lines} />
      {chart}
    </>
  ) : (
    chart
  )
}
