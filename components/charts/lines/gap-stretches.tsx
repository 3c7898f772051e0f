import { missingLooks } from '@/components/charts/rows/gap-styles'
import type { Gap } from '@/lib/series/domain/coverage'

/** Where a line has no value, with the pattern of its reason, in a box that stretches. */
export function GapStretches(props: { gaps: readonly Gap[]; time: { from: number; to: number } }) {
  const { from, to } = props.time
  const share = (seconds: number): string => `${(seconds / (to - from)) * 100}%`
  return props.gaps.map((gap) => (
    <div
      key={gap.from}
      data-gap={gap.reason}
      title={missingLooks[gap.reason].name}
      className={`absolute inset-y-0 opacity-70 ${missingLooks[gap.reason].pattern}`}
      style={{ left: share(gap.from - from), width: `max(2px, ${share(gap.to - gap.from)})` }}
    />
  ))
}
