import { memo } from 'react'
import type { Gap } from '@/lib/series/domain/coverage'
import { missingLooks } from './gap-styles'
import { type Plot, xOf } from './plot'

/** On a narrower gap the name would hide the gap itself. */
const leastGapWidth = 8

type Label = { x: number; name: string; width: number; wide: boolean }

/** Which gaps get a name, and where: the widest first, and none whose name would overlap another. */
function labels(plot: Plot, gaps: Gap[]): Label[] {
  const found: Label[] = []
  for (const gap of [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from))) {
    const { name, width } = missingLooks[gap.reason]
    const [left, right] = [xOf(plot, gap.from), xOf(plot, gap.to)]
    const least = plot.left + width / 2
    const x = Math.min(Math.max((left + right) / 2, least), plot.left + plot.width - width / 2)
    const free = found.every((label) => Math.abs(label.x - x) >= (label.width + width) / 2)
    if (right - left >= leastGapWidth && free) found.push({ x, name, width, wide: right - left >= width + 8 })
  }
  return found
}

/** The reasons of gaps that are wide enough, drawn over lines and flags. */
export const GapNames = memo(function GapNames({ plot, gaps }: { plot: Plot; gaps: Gap[] }) {
  return labels(plot, gaps).map(({ x, name, wide }) => (
    <span
      key={x}
      aria-hidden="true"
      // A name wider than its gap goes to the bottom, where lines are rare.
      style={{ left: x, top: plot.top + (wide ? plot.height / 2 : plot.height - 9) }}
      className="pointer-events-none absolute -translate-x-1/2 -translate-y-1/2 rounded-[3px] bg-surface/85 px-1 text-2xs whitespace-nowrap text-ink-2"
    >
      {name}
    </span>
  ))
})
