import { memo } from 'react'
import { type Plot, yOf } from '@/components/charts/panel/plot'

/** A line at all there is of an amount: the capacity of a disk. Left out where the axis does not reach it. */
export const WholeLine = memo(function WholeLine({ plot, whole }: { plot: Plot; whole: number | null }) {
  if (whole === null || whole > plot.axis.domain[1]) return null
  const top = yOf(plot, whole)
  return (
    <div
      aria-hidden="true"
      data-whole-line
      className="pointer-events-none absolute border-t border-error/70"
      style={{ left: plot.left, width: plot.width, top }}
    >
      <span className="absolute top-0.5 left-1 rounded-[3px] bg-surface/85 px-1 text-2xs text-ink-2">
        all there is
      </span>
    </div>
  )
})
