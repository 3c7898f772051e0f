'use client'

import { useCallback } from 'react'
import { exactTime } from '@/lib/kernel/time/exact-time'
import { durationName, timeLeftName } from '@/lib/series/domain/time-range'
import { useTimeText } from './clock'
import { useZone } from './zone'

/** The exact time in the zone of the page; only its day and hour may differ in a browser with older zone data. */
export function ExactTime({ iso, className }: { iso: string; className?: string }) {
  return (
    <time dateTime={iso} className={className} suppressHydrationWarning>
      {exactTime(iso, useZone())}
    </time>
  )
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
  const exact = exactTime(iso, useZone())
  return (
    <time dateTime={iso} title={exact} className={className}>
      {text}
    </time>
  )
}
