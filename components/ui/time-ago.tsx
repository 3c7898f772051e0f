'use client'

import { useCallback } from 'react'
import { momentText } from '@/lib/jobs/domain/window-text'
import { exactTime, monthText, spanText } from '@/lib/kernel/time/exact-time'
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

/** `Tue 24 Nov 22:00` in the zone of the page, with the exact time on hover. */
export function MomentTime({ iso }: { iso: string }) {
  const zone = useZone()
  return (
    <time dateTime={iso} title={exactTime(iso, zone)} suppressHydrationWarning>
      {momentText(iso, zone)}
    </time>
  )
}

/** From one time to another, "13:02–13:40", with the day where it is not today's. */
export function TimeSpan({ from, to, className }: { from: string; to: string; className?: string }) {
  const zone = useZone()
  const textAt = useCallback((nowMs: number) => spanText(from, to, nowMs, zone), [from, to, zone])
  const text = useTimeText(textAt)
  return (
    <span title={`${exactTime(from, zone)} – ${exactTime(to, zone)}`} className={className}>
      {text}
    </span>
  )
}

/** From here on a date says more than "4307 d". */
const longSeconds = 90 * 86_400

/**
 * `ago`: "3 h 12 m ago", "Feb 2014"; in the future "in 6 d 23 h". `age`: "3 h 12 m", "Feb 2014". `lasting`:
 * "for 3 h 12 m", "since Feb 2014". The latter two begin at 0 where a clock ahead dates something in the future.
 */
export type TimeForm = 'ago' | 'age' | 'lasting'

export function timeText(iso: string, nowMs: number, form: TimeForm, zone: string): string {
  const seconds = (nowMs - Date.parse(iso)) / 1_000
  if (seconds >= longSeconds) return `${form === 'lasting' ? 'since ' : ''}${monthText(iso, zone)}`
  if (form === 'lasting') return `for ${durationName(seconds)}`
  if (form === 'age') return durationName(seconds)
  // A second or two ahead is clock skew, not the future.
  return seconds < -2 ? `in ${timeLeftName(-seconds)}` : `${durationName(seconds)} ago`
}

/** How long ago something was or how long it has lasted, kept up to date, with the exact time on hover. */
export function TimeAgo({
  iso,
  form = 'ago',
  className,
}: {
  iso: string
  form?: TimeForm
  className?: string
}) {
  const zone = useZone()
  const textAt = useCallback((nowMs: number) => timeText(iso, nowMs, form, zone), [iso, form, zone])
  const text = useTimeText(textAt)
  return (
    <time dateTime={iso} title={exactTime(iso, zone)} className={className}>
      {text}
    </time>
  )
}
