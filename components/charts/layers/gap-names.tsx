import { memo } from 'react'
import { type Plot, xOf } from '@/components/charts/panel/plot'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import type { Gap } from '@/lib/series/domain/coverage'

/** Left and right of a name. */
const margin = 4

type Label = { x: number; name: string; width: number }

/** Which gaps get a name: those that it fits into, so that it hides no value. The legend names the others. */
function labels(plot: Plot, gaps: Gap[]): Label[] {
  const found: Label[] = []
  for (const gap of gaps) {
    const { name, width } = missingLooks[gap.reason]
    const [left, right] = [xOf(plot, gap.from), xOf(plot, gap.to)]
    if (right - left >= width + 2 * margin) found.push({ x: (left + right) / 2, name, width })
  }
  return found
}

/** The reasons of gaps that are wide enough, drawn over lines and flags. */
export const GapNames = memo(function GapNames({ plot, gaps }: { plot: Plot; gaps: Gap[] }) {
  return labels(plot, gaps).map(({ x, name }) => (
    <span
      key={x}
      aria-hidden="true"
      style={{ left: x, top: plot.top + plot.height / 2 }}
      className="pointer-events-none absolute -translate-x-1/2 -translate-y-1/2 rounded-[3px] bg-surface/85 px-1 text-2xs whitespace-nowrap text-ink-2"
    >
      {name}
    </span>
  ))
})
