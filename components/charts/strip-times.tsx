import { useMemo } from 'react'
import type { BucketedRange } from '@/lib/series/domain/series'
import { stripLabels } from './strip-label'
import { timeTicks } from './time-axis'
import { useWidth } from './use-width'

/** The width assumed before layout: a phone's, the narrowest. */
const narrow = 300

const turns = { right: '', middle: '-translate-x-1/2', left: '-translate-x-full' } as const

/** A few times under the strip, so that it is readable without the charts. */
export function StripTimes({ range, zone }: { range: BucketedRange; zone: string }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const labels = useMemo(
    () => stripLabels(timeTicks(range.from, range.to, 4, zone), range, width || narrow),
    [range, zone, width],
  )
  return (
    <div ref={ref} aria-hidden="true" className="relative mt-0.5 h-4 overflow-hidden text-2xs text-ink-3">
      {labels.map(({ at, text, share, side }) => (
        <span key={at} className={`absolute whitespace-nowrap ${turns[side]}`} style={{ left: `${share}%` }}>
          {text}
        </span>
      ))}
    </div>
  )
}
