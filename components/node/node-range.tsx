'use client'

import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import { LocalTime } from '@/components/charts/local-time'
import { ButtonLink } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { type ChosenRange, presetQuery, rangeQuery } from '@/lib/series/domain/range-params'
import { rangePresets } from '@/lib/series/domain/time-range'
import { NodeRangeForm } from './node-range-form'

type NodeRangeProps = {
  range: ChosenRange
  now: number
  /** Up to where the node has reports. */
  end: number
}

/** The range and how to change it; all links, so that a range can be shared. */
export function NodeRange({ range, now, end }: NodeRangeProps) {
  const current = useSearchParams()
  const length = range.to - range.from
  const later = Math.min(end, range.to + length)
  const wider = { from: Math.max(0, range.from - length / 2), to: Math.min(end, range.to + length / 2) }
  return (
    <nav aria-label="Time range" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <ul className="flex rounded-control border border-strong bg-surface">
        {Object.keys(rangePresets).map((preset) => (
          <li key={preset} className="border-l border-hair first:border-l-0">
            <Link
              href={presetQuery(preset, current)}
              scroll={false}
              aria-current={range.preset === preset ? 'true' : undefined}
              className={clsx(
                'flex control-h items-center px-2.5 font-medium first:rounded-l-control',
                range.preset === preset ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-sunken',
              )}
            >
              {preset}
            </Link>
          </li>
        ))}
      </ul>
      <NodeRangeForm key={range.preset ?? `${range.from}-${range.to}`} range={range} now={now} end={end} />
      <div className="flex items-center gap-1 text-xs text-ink-2">
        <ButtonLink
          variant="ghost"
          size="sm"
          href={rangeQuery(Math.max(0, range.from - length), range.from, current)}
          scroll={false}
          aria-label="Previous range"
        >
          ←
        </ButtonLink>
        <span>
          <LocalTime at={range.from} other={range.to} /> –{' '}
          {range.to === now ? 'now' : <LocalTime at={range.to} other={range.from} />}
        </span>
        {range.to < end && (
          <ButtonLink
            variant="ghost"
            size="sm"
            href={rangeQuery(later - length, later, current)}
            scroll={false}
            aria-label="Next range"
          >
            →
          </ButtonLink>
        )}
        {range.preset === null && (
          <ButtonLink
            variant="ghost"
            size="sm"
            href={rangeQuery(wider.from, wider.to, current)}
            scroll={false}
          >
            Zoom out
          </ButtonLink>
        )}
      </div>
    </nav>
  )
}
