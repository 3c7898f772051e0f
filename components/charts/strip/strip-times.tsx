import { useMemo } from 'react'
import { timeTicks } from '@/components/charts/axis/time-axis'
import { useSize } from '@/components/charts/use-size'
import type { BucketedRange } from '@/lib/series/domain/series'
import { stripLabels } from './strip-label'

/** The width assumed before layout: a phone's, the narrowest. */
const narrow = 300

const turns = { right: '', middle: '-translate-x-1/2', left: '-translate-x-full' } as const

/** A label with its date, and space beside it. */
const room = 160

const tickCount = (width: number): number => Math.max(4, Math.floor(width / room))

/** A few times under the strip, so that it is readable without the charts. */
export function StripTimes({ range, zone }: { range: BucketedRange; zone: string }) {
  const { ref, width } = useSize<HTMLDivElement>()
  const labels = useMemo(
    () => stripLabels(timeTicks(range.from, range.to, tickCount(width), zone), range, width || narrow),
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
