import type { Gap } from '@/lib/series/domain/coverage'
import type { MissingReason } from '@/lib/series/domain/missing'
import { missingLooks } from './gap-styles'

/** The legend of a chart's gap patterns, including gaps too narrow to be named on the chart. */
export function GapKey({ gaps }: { gaps: readonly Gap[] }) {
  const reasons = [...new Set(gaps.map((gap) => gap.reason))] satisfies MissingReason[]
  return (
    <ul className="contents">
      {reasons.map((reason) => (
        <li key={reason} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`h-2.5 w-4 rounded-[2px] ${missingLooks[reason].pattern}`} />
          {missingLooks[reason].name}
        </li>
      ))}
    </ul>
  )
}
