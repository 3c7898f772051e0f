'use client'

import { Pause, Play, ZoomOut } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { LocalTime } from '@/components/charts/local-time'
import { ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Link } from '@/components/ui/link'
import type { Result } from '@/lib/kernel/errors'
import { endsQuery, pausedQuery, rangeQuery, withParam, zoomedOut } from '@/lib/series/domain/range-links'
import { type ChosenRange, isMoving, lengthName } from '@/lib/series/domain/range-params'
import type { Refresh } from '@/lib/series/domain/refresh'
import { RangeField } from './range-field'
import { RangePresets } from './range-presets'
import { RangeShifts } from './range-shifts'
import { RefreshChoice } from './refresh-choice'

type NodeRangeProps = {
  range: ChosenRange
  now: number
  /** Up to where the node has reports. */
  end: number
  refresh: Refresh | null
  /** Whether the period before is drawn too. */
  compared: boolean
  shorten: Shorten
}

type Shorten = (input: { address: string }) => Promise<Result<{ path: string }>>

/** A short link to this page with another query; the long one if the server makes none. */
async function shortened(shorten: Shorten, query: string): Promise<string> {
  const { href, pathname, search } = new URL(query, window.location.href)
  const made = await shorten({ address: pathname + search }).catch(() => null)
  return made?.ok ? new URL(made.value.path, href).href : href
}

/** The range and how to change it; everything is in the URL, so that a link shows the same. */
export function NodeRange(props: NodeRangeProps) {
  const { range, now, end, refresh, compared } = props
  const current = useSearchParams()
  const clock = { now, end }
  return (
    <nav aria-label="Time range" className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <RangePresets range={range} />
        <RangeField range={range} now={now} end={end} />
        <RangeShifts range={range} clock={clock} />
        <ButtonLink href={endsQuery(zoomedOut(range, clock), current)} scroll={false} aria-label="Zoom out">
          <ZoomOut className="size-4" aria-hidden="true" />
          <span className="max-sm:hidden">Zoom out</span>
        </ButtonLink>
        <PauseLink range={range} />
      </div>
      <div className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3">
        <span>
          <LocalTime at={range.from} other={range.to} /> –{' '}
          {range.to === now && <span className="print:hidden">now</span>}
          <LocalTime
            at={range.to}
            other={range.from}
            {...(range.to === now ? { className: 'hidden print:inline' } : {})}
          />
        </span>
        <span aria-hidden="true" className={isMoving(range.ends) ? 'print:hidden' : undefined}>
          ·
        </span>
        {range.pausedAt !== null ? (
          <span className="text-warning">paused</span>
        ) : isMoving(range.ends) ? (
          <RefreshChoice refresh={refresh} />
        ) : (
          <span>{lengthName(range)}</span>
        )}
        {isMoving(range.ends) && (
          <Link
            href={rangeQuery(range.from, range.to, current)}
            scroll={false}
            title="An address that always shows these times"
            className="touch-area relative rounded-control underline hover:text-ink print:hidden"
          >
            fix these times
          </Link>
        )}
        <CopyButton
          label="Copy link to these times"
          text={() => shortened(props.shorten, rangeQuery(range.from, range.to, current))}
          className="flex items-center gap-1 print:hidden"
        >
          <span className="underline">copy link</span>
        </CopyButton>
        <CompareBox range={range} compared={compared} />
      </div>
    </nav>
  )
}

/** Holds a range that moves with the time, or lets it move again. */
function PauseLink({ range }: { range: ChosenRange }) {
  const current = useSearchParams()
  if (!isMoving(range.ends)) return null
  const paused = range.pausedAt !== null
  const Icon = paused ? Play : Pause
  return (
    <ButtonLink
      href={paused ? withParam(current, 'at', null) : pausedQuery(current, range.to)}
      scroll={false}
      aria-label={paused ? 'Resume' : 'Pause'}
    >
      <Icon className="size-4" aria-hidden="true" />
      <span className="max-sm:hidden">{paused ? 'Resume' : 'Pause'}</span>
    </ButtonLink>
  )
}

/** Draws the period before as well. */
function CompareBox({ range, compared }: { range: ChosenRange; compared: boolean }) {
  const router = useRouter()
  const current = useSearchParams()
  const [, start] = useTransition()
  const [checked, check] = useOptimistic(compared)
  const onChange = (next: boolean) =>
    start(() => {
      check(next)
      router.replace(withParam(current, 'compare', next ? 'previous' : null), { scroll: false })
    })
  return (
    <label className="ml-auto print:hidden flex control-h items-center gap-2 text-sm font-medium whitespace-nowrap text-ink-2">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      Previous {lengthName(range)}
    </label>
  )
}
