'use client'

import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { useSize } from '@/components/charts/use-size'
import type { FlowOutcome } from '@/lib/flow/domain/flow'
import { type FlowPoint, flowAxis, outcomeLooks } from './flow-point'

const tick = { fontSize: 11, fill: 'var(--ink-3)' }
const margin = { top: 8, right: 8, bottom: 0, left: 0 }

/** The bars of requests by outcome, or the lines of lead times; the table of the page has the same numbers. */
export function FlowChart(props: {
  label: string
  points: readonly FlowPoint[]
  /** Stacked; null: the lines. */
  outcomes: readonly FlowOutcome[] | null
}) {
  const { ref, width } = useSize<HTMLDivElement>()
  const { domain, ticks } = flowAxis(props.points, props.outcomes)
  return (
    <div ref={ref} role="img" aria-label={props.label} className="h-[220px] min-w-0">
      {width > 0 && (
        <ComposedChart
          width={width}
          height={220}
          data={[...props.points]}
          margin={margin}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--hair)" />
          <XAxis
            dataKey="label"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--strong)' }}
            minTickGap={16}
          />
          <YAxis width={44} tick={tick} tickLine={false} axisLine={false} domain={domain} ticks={ticks} />
          {props.outcomes?.map((outcome) => (
            <Bar
              key={outcome}
              dataKey={outcome}
              stackId="requests"
              fill={outcomeLooks[outcome].color}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ))}
          {props.outcomes === null &&
            (['p50', 'p90'] as const).map((key) => (
              <Line
                key={key}
                dataKey={key}
                stroke={key === 'p50' ? 'var(--accent)' : 'var(--disk)'}
                strokeWidth={1.6}
                // A day alone has no line.
                dot={{ r: 2, strokeWidth: 0, fill: key === 'p50' ? 'var(--accent)' : 'var(--disk)' }}
                connectNulls={false}
                isAnimationActive={false}
              />
            ))}
        </ComposedChart>
      )}
    </div>
  )
}
