import { memo } from 'react'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { timeTicks } from '@/components/charts/axis/time-axis'
import { placeInBox, plotInset } from '@/components/charts/panel/plot'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { useSize } from '@/components/charts/use-size'
import { ChartReader } from './chart-reader'
import type { DrawnLine } from './drawn-line'
import { GapStretches } from './gap-stretches'
import { LineLabels } from './line-labels'
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

/** Many lines over the same buckets, each with its name at its end; the server draws it as the browser does. */
export function LineChart(props: LineChartProps) {
  const { lines, scales, time, emphasised, onEmphasise } = props
  const [left, right] = scales
  const height = Math.max(least, lines.length * labelHeight)
  const inset = plotInset(left.gutter)
  const shown = lines.find(({ id }) => id === emphasised)
  const { ref, width } = useSize<HTMLDivElement>()
  return (
    <div
      className={`relative text-[11px] leading-none text-ink-3 select-none sm:[--labels:232px] ${right ? '[--labels:76px]' : '[--labels:104px]'}`}
      style={{ height: height + inset.top + inset.bottom }}
    >
      <div
        ref={ref}
        className="absolute"
        style={{ ...inset, right: `calc(var(--labels) + ${right ? right.gutter : 0}px)` }}
      >
        <ValueTicks scale={left} side="left" />
        {right && <ValueTicks scale={right} side="right" />}
        <TimeTicks time={time} zone={left.zone} width={width} />
        <div className={shown ? 'opacity-45' : undefined}>
          <ManyLines lines={lines} median={props.median} scale={left} time={time} />
        </div>
        {shown && <GapStretches gaps={shown.gaps} time={time} />}
        {shown && <EmphasisedLine line={shown} time={time} />}
        <ChartReader {...props} height={height} />
        <div className="absolute inset-0" style={{ right: right ? -right.gutter : 0, pointerEvents: 'none' }}>
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
}

const ValueTicks = memo(function ValueTicks({ scale, side }: { scale: Scale; side: 'left' | 'right' }) {
  const { axis, unit } = scale
  const place = placeInBox({ from: 0, to: 1 }, axis)
  const texts = tickTexts(axis, unit)
  return axis.ticks.map((tick, index) => (
    <div
      key={tick}
      aria-hidden="true"
      className={side === 'left' ? 'absolute inset-x-0 border-t border-hair' : 'absolute inset-x-0'}
      style={{ top: `${place.y(tick)}%` }}
    >
      <span
        className={`absolute -translate-y-1/2 whitespace-nowrap ${
          side === 'left' ? 'left-0 -translate-x-full pr-2' : 'right-0 translate-x-full pl-2'
        }`}
      >
        {texts[index]}
      </span>
    </div>
  ))
})

const TimeTicks = memo(function TimeTicks(props: {
  time: { from: number; to: number }
  zone: string
  /** 0 while it is unknown. */
  width: number
}) {
  const { time, zone, width } = props
  const [from, to] = [time.from, time.to]
  const room = to - from > 3 * 86_400 ? 60 : 80
  const place = (at: number): string => `${((at - from) / (to - from)) * 100}%`
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-full border-t border-strong">
      {timeTicks(from, to, width === 0 ? 5 : Math.max(2, Math.floor(width / room)), zone).map((tick) => (
        <span
          key={tick.at}
          className="absolute top-2 flex -translate-x-1/2 flex-col items-center gap-0.5 whitespace-nowrap"
          style={{ left: place(tick.at) }}
        >
          {tick.label}
          {tick.date && <span className="text-ink-2">{tick.date}</span>}
        </span>
      ))}
    </div>
  )
})
