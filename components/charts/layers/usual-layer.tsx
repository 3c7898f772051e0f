import { memo } from 'react'
import type { ValueAxis } from '@/components/charts/axis/axis'
import { type Plot, placeIn } from '@/components/charts/panel/plot'
import type { Place } from '@/components/charts/rows/chart-paths'
import type { UsualBand } from '@/lib/series/domain/baseline'

const hour = 3_600

const look = {
  fill: 'var(--ink-3)',
  fillOpacity: 0.16,
  stroke: 'var(--ink-3)',
  strokeOpacity: 0.45,
  strokeWidth: 0.75,
} as const

/** The outline of each stretch of hours whose usual values are known, in steps of an hour. */
export function usualPath({ from, low, high }: UsualBand, place: Place, { domain }: ValueAxis): string {
  const x = place.x
  // An axis may be too short for it, and a logarithmic one has no place for 0.
  const y = (value: number | null): number => place.y(Math.min(Math.max(value ?? 0, domain[0]), domain[1]))
  let path = ''
  for (let begin = 0; begin < low.length; begin += 1) {
    if (low[begin] === null) continue
    let end = begin
    while (end < low.length && low[end] !== null) end += 1
    const steps = (values: readonly (number | null)[]): [number, number][] =>
      values.slice(begin, end).flatMap((value, index) => {
        const at = from + (begin + index) * hour
        return [
          [x(at), y(value)],
          [x(at + hour), y(value)],
        ] satisfies [number, number][]
      })
    const outline = [...steps(high), ...steps(low).reverse()]
    path += `M${outline.map((corner) => corner.join(' ')).join('L')}Z`
    begin = end
  }
  return path
}

export const UsualPath = (props: { usual: UsualBand; place: Place; axis: ValueAxis }) => (
  <path
    data-usual
    d={usualPath(props.usual, props.place, props.axis)}
    vectorEffect="non-scaling-stroke"
    {...look}
  />
)

/** Behind the lines: what was usual at each hour of the week. Cut at the edges of the plot, since it goes by whole hours. */
export const UsualLayer = memo(function UsualLayer({ plot, usual }: { plot: Plot; usual: UsualBand | null }) {
  if (!usual) return null
  const { x, y } = placeIn(plot)
  const place = { x: (at: number) => x(at) - plot.left, y: (value: number) => y(value) - plot.top }
  return (
    <svg
      aria-hidden="true"
      className="absolute overflow-hidden"
      style={{ left: plot.left, top: plot.top }}
      width={plot.width}
      height={plot.height}
    >
      <UsualPath usual={usual} place={place} axis={plot.axis} />
    </svg>
  )
})

/** Its entry in the legend of a chart. */
export const UsualKey = ({ usual }: { usual: UsualBand | null }) =>
  usual && (
    <span className="flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="0 0 16 8" className="h-2 w-4">
        <path d="M0.5 0.5h15v7h-15z" {...look} />
      </svg>
      usual at this hour of the week
    </span>
  )
