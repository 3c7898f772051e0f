'use client'

import clsx from 'clsx'
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, Pause, Play, ZoomOut } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { LocalTime } from '@/components/charts/local-time'
import { ButtonLink } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { endsQuery, pausedQuery, shifted, withParam, zoomedOut } from '@/lib/series/domain/range-links'
import {
  type ChosenRange,
  isMoving,
  lengthName,
  presetEnds,
  rangePresets,
} from '@/lib/series/domain/range-params'
import type { Refresh } from '@/lib/series/domain/refresh'
import { RangeField } from './range-field'
import { RefreshChoice } from './refresh-choice'

type NodeRangeProps = {
  range: ChosenRange
  now: number
  /** Up to where the node has reports. */
  end: number
  refresh: Refresh | null
  /** Whether the period before is drawn too. */
  compared: boolean
}

/** The range and how to change it; everything is in the URL, so that a link shows the same. */
export function NodeRange({ range, now, end, refresh, compared }: NodeRangeProps) {
  const current = useSearchParams()
  const clock = { now, end }
  return (
    <nav aria-label="Time range" className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <Presets range={range} />
        <RangeField range={range} now={now} end={end} />
        <Shifts range={range} clock={clock} />
        <ButtonLink href={endsQuery(zoomedOut(range, clock), current)} scroll={false} aria-label="Zoom out">
          <ZoomOut className="size-4" aria-hidden="true" />
          <span className="max-sm:hidden">Zoom out</span>
        </ButtonLink>
        <PauseLink range={range} />
        <CompareBox range={range} compared={compared} />
      </div>
      <div className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3">
        <span>
          <LocalTime at={range.from} other={range.to} /> –{' '}
          {range.to === now ? 'now' : <LocalTime at={range.to} other={range.from} />}
        </span>
        <span aria-hidden="true">·</span>
        {range.pausedAt !== null ? (
          <span className="text-warning">paused</span>
        ) : isMoving(range.ends) ? (
          <RefreshChoice refresh={refresh} />
        ) : (
          <span>{lengthName(range)}</span>
        )}
      </div>
    </nav>
  )
}

/** The presets that a phone has no room for; the chosen one is always there. */
const wideOnly: readonly string[] = ['15m', '90d', '2y']

function Presets({ range }: { range: ChosenRange }) {
  const current = useSearchParams()
  return (
    <ul className="flex rounded-control border border-strong bg-surface max-sm:order-2 max-sm:w-full">
      {rangePresets.map((preset) => {
        const chosen = range.preset === preset
        return (
          <li
            key={preset}
            className={clsx(
              'border-l border-hair first:border-l-0 max-sm:grow',
              wideOnly.includes(preset) && !chosen && 'max-sm:hidden',
            )}
          >
            <Link
              href={endsQuery(presetEnds(preset), current)}
              scroll={false}
              aria-current={chosen ? 'true' : undefined}
              className={clsx(
                'flex control-h items-center justify-center px-2 font-medium',
                chosen ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {preset}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

const shifts = [
  { by: -1, name: 'A whole range back', icon: ChevronsLeft },
  { by: -0.5, name: 'Half a range back', icon: ChevronLeft },
  { by: 0.5, name: 'Half a range forward', icon: ChevronRight },
  { by: 1, name: 'A whole range forward', icon: ChevronsRight },
] as const

/** Buttons that stay where they are when there is nothing further, so that the focus does too. */
function Shifts({ range, clock }: { range: ChosenRange; clock: { now: number; end: number } }) {
  const router = useRouter()
  const current = useSearchParams()
  return (
    <ul className="flex rounded-control border border-strong bg-surface">
      {shifts.map(({ by, name, icon: Icon }) => {
        const ends = shifted(range, by, clock)
        return (
          <li key={by} className="border-l border-hair first:border-l-0">
            <button
              type="button"
              aria-label={name}
              title={name}
              aria-disabled={ends === null || undefined}
              onClick={() => ends && router.push(endsQuery(ends, current), { scroll: false })}
              className="flex control-h w-8 items-center justify-center text-ink-2 not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink aria-disabled:cursor-default aria-disabled:opacity-40 touch:w-11"
            >
              <Icon className="size-4" aria-hidden="true" />
            </button>
          </li>
        )
      })}
    </ul>
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
    <label className="ml-auto flex control-h items-center gap-2 font-medium whitespace-nowrap text-ink-2 max-sm:order-3 max-sm:ml-0">
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
