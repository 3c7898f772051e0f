'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { durationName, timeLeftName } from '@/lib/series/domain/time-range'
import { useTimeText } from './clock'

const never = () => () => {}

// Created once, when first needed: a table formats hundreds of times, often.
let inZone: Intl.DateTimeFormat | undefined
function exactInZone(iso: string): string {
  inZone ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
  return inZone.format(new Date(iso))
}

/** The exact time in the reader's zone; in UTC until the page has been hydrated. */
function useExactTime(iso: string): string {
  const local = () => exactInZone(iso)
  const utc = () => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return useSyncExternalStore(never, local, utc)
}

/**
 * How long ago `iso` was ("3 h 12 m ago"), kept up to date, with the exact time on hover. `suffix` replaces "ago"; an
 * empty one leaves only the duration, which is 0 of what a clock ahead dates in the future. A future time reads
 * "in 6 d 23 h".
 */
export function TimeAgo({
  iso,
  suffix = 'ago',
  className,
}: {
  iso: string
  suffix?: string
  className?: string
}) {
  const textAt = useCallback(
    (nowMs: number) => {
      const seconds = (nowMs - Date.parse(iso)) / 1_000
      // A second or two ahead is clock skew, not the future.
      if (seconds < -2 && suffix !== '') return `in ${timeLeftName(-seconds)}`
      return suffix === '' ? durationName(seconds) : `${durationName(seconds)} ${suffix}`
    },
    [iso, suffix],
  )
  const text = useTimeText(textAt)
  const exact = useExactTime(iso)
  return (
    <time dateTime={iso} title={exact} className={className}>
      {text}
    </time>
  )
}
