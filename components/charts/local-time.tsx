'use client'

import { clockText, dayText } from './time-axis'
import { useZone } from './zone'

/** "times in Europe/Berlin", where times in UTC are shown nearby. */
export function TimesIn() {
  return <>times in {useZone()}</>
}

/** A time such as "Fri 20 Nov 09:00" (with the year, unless it is the current one) in the reader's zone; until hydration in UTC, marked as such. */
export function LocalTime({ at, className }: { at: number; className?: string }) {
  const zone = useZone()
  const withYear = new Date(at * 1_000).getUTCFullYear() !== new Date().getUTCFullYear()
  const text = `${dayText(at, zone, withYear)} ${clockText(at, zone)}`
  return (
    <time
      dateTime={new Date(at * 1_000).toISOString()}
      title={zone}
      className={className}
      suppressHydrationWarning
    >
      {zone === 'UTC' ? `${text} UTC` : text}
    </time>
  )
}
