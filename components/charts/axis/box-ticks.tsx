import { memo } from 'react'
import { placeInBox } from '@/components/charts/panel/plot'
import type { ValueAxis } from './axis'
import { tickTexts } from './axis-text'
import type { TimeTick } from './time-axis'

type ValueTicksProps = { scale: { axis: ValueAxis; unit: string }; side?: 'left' | 'right' }

/** The ticks of a value axis beside a box that stretches, with their lines across it from the left. */
export const ValueTicks = memo(function ValueTicks({
  scale: { axis, unit },
  side = 'left',
}: ValueTicksProps) {
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

/** The time axis below such a box. */
export const TimeTicks = memo(function TimeTicks(props: {
  ticks: readonly TimeTick[]
  time: { from: number; to: number }
}) {
  const { from, to } = props.time
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-full border-t border-strong">
      {props.ticks.map((tick) => (
        <span
          key={tick.at}
          className="absolute top-2 flex -translate-x-1/2 flex-col items-center gap-0.5 whitespace-nowrap"
          style={{ left: `${((tick.at - from) / (to - from)) * 100}%` }}
        >
          {tick.label}
          {tick.date && <span className="text-ink-2">{tick.date}</span>}
        </span>
      ))}
    </div>
  )
})
