import type { TimeTick } from './time-axis'

/** The two lines under a tick: the time, and the date where it changes. Recharts passes position and value. */
export function TimeTickText(props: {
  ticks: TimeTick[]
  from: number
  to: number
  x?: number | string
  y?: number | string
  payload?: { value: number }
}) {
  const tick = props.ticks.find((candidate) => candidate.at === props.payload?.value)
  if (!tick) return null
  // A label at the very edge runs inwards, so that it is not cut off.
  const share = (tick.at - props.from) / (props.to - props.from)
  const anchor = share > 0.94 ? 'end' : share < 0.03 ? 'start' : 'middle'
  return (
    <text x={props.x} y={props.y} textAnchor={anchor} fontSize={11} fill="var(--ink-3)">
      <tspan x={props.x} dy="0.9em">
        {tick.label}
      </tspan>
      {tick.date && (
        <tspan x={props.x} dy="1.2em" fill="var(--ink-2)">
          {tick.date}
        </tspan>
      )}
    </text>
  )
}
