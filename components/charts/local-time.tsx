'use client'

import { clockText, dayText } from './time-axis'
import { useZone } from './zone'

/** "times in Europe/Berlin": for whoever reads them beside times in UTC. */
export function TimesIn() {
  return <>times in {useZone()}</>
}

/** A time as "Fri 20 Nov 09:00" (with its year, unless it is this one) in the reader's zone; in UTC, and saying so, until the page has been hydrated. */
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
