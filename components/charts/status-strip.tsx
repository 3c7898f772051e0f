'use client'

import { useMemo } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { statusStretches } from '@/lib/domain/reporting'
import type { BucketedRange, StatusColumns } from '@/lib/domain/series'
import { statusSummary, summaryText } from '@/lib/domain/status-summary'
import { durationName } from '@/lib/domain/time-range'
import { spanText, type TimeTick, timeTicks } from './time-axis'
import { useZone } from './zone'

/** Told apart without colour: the worse, the taller; Warning is striped, a word that is not known dotted. */
const looks: Record<string, string> = {
  Healthy: 'h-2.5 bg-healthy/75',
  Warning: 'h-4 bg-warning bg-[repeating-linear-gradient(90deg,transparent_0_3px,var(--surface)_3px_4px)]',
  Error: 'h-5 bg-error',
}
const otherLook =
  'h-3 bg-unknown bg-[radial-gradient(var(--surface)_1px,transparent_1.2px)] bg-size-[5px_5px]'
const lookOf = (status: string): string =>
  (Object.hasOwn(looks, status) ? looks[status] : undefined) ?? otherLook

/** The status over the range of the charts, with its summary in words. */
export function StatusStrip(props: {
  status: StatusColumns
  range: BucketedRange
  cadenceSeconds: number | null
  title: string
}) {
  const { status, range, cadenceSeconds } = props
  const zone = useZone()
  const { stretches, summary } = useMemo(() => {
    const found = statusStretches(status, range, cadenceSeconds)
    return { stretches: found, summary: statusSummary(found) }
  }, [status, range, cadenceSeconds])
  const share = (seconds: number): string => `${(seconds / (range.to - range.from)) * 100}%`
  const words = summaryText(summary)
  return (
    <section aria-label={props.title} className="rounded-card border bg-surface px-4 pt-3 pb-2.5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-title">{props.title}</h2>
        <p className="text-xs text-ink-3">{words}</p>
      </div>
      <div role="img" aria-label={`${props.title}: ${words}`} className="relative h-5">
        {stretches.map(({ status: word, from, to }) => (
          <div
            key={from}
            data-status={word ?? 'no reports'}
            title={`${word ?? 'no reports'}, ${durationName(to - from)}: ${spanText(from, to, zone)}`}
            className="absolute inset-y-0 flex items-end border-r border-surface last:border-r-0"
            style={{ left: share(from - range.from), width: share(to - from) }}
          >
            <div
              className={`w-full min-w-px rounded-[2px] ${word === null ? 'h-full hatched' : lookOf(word)}`}
            />
          </div>
        ))}
      </div>
      <StripTimes range={range} zone={zone} />
      <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {summary.byStatus.map((entry) => (
          <li key={entry.status} className="flex gap-1.5">
            <StatusMark state={entry.status} />
            <span className="text-ink-3">{durationName(entry.seconds)}</span>
          </li>
        ))}
        {summary.silentSeconds > 0 && (
          <li className="flex items-center gap-1.5">
            <span aria-hidden="true" className="h-2.5 w-4 rounded-[2px] hatched" />
            <span className="text-ink-2">no reports</span>
            <span className="text-ink-3">{durationName(summary.silentSeconds)}</span>
          </li>
        )}
      </ul>
    </section>
  )
}

const tickText = ({ label, date }: TimeTick): string => {
  if (date === null) return label
  return label.includes(':') ? `${date} ${label}` : `${label} ${date}`
}

/** A few times under the strip, so that it can be read without the charts. */
function StripTimes({ range, zone }: { range: BucketedRange; zone: string }) {
  const ticks = useMemo(() => timeTicks(range.from, range.to, 4, zone), [range, zone])
  return (
    <div aria-hidden="true" className="relative mt-0.5 h-4 overflow-hidden text-2xs text-ink-3">
      {ticks.map((tick) => {
        const share = ((tick.at - range.from) / (range.to - range.from)) * 100
        // At the edges a text is turned inwards, so that it is not cut off.
        const turn = share < 12 ? '' : share > 88 ? '-translate-x-full' : '-translate-x-1/2'
        return (
          <span key={tick.at} className={`absolute whitespace-nowrap ${turn}`} style={{ left: `${share}%` }}>
            {tickText(tick)}
          </span>
        )
      })}
    </div>
  )
}
