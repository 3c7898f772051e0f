'use client'

import { clocksChange, clockText, dayText } from '@/components/charts/axis/time-axis'
import { useZone } from '@/components/ui/zone'

/** "times in Europe/Berlin", where times in UTC are shown nearby. */
export function TimesIn() {
  return <>times in {useZone()}</>
}

/** A time such as "Fri 20 Nov 09:00" (with the year, unless it is the current one) in the zone of the page. With its offset where clocks change between it and `other`, the other end of a range. */
export function LocalTime({ at, other = at, className }: { at: number; other?: number; className?: string }) {
  const zone = useZone()
  const withYear = new Date(at * 1_000).getUTCFullYear() !== new Date().getUTCFullYear()
  const text = `${dayText(at, zone, withYear)} ${clockText(at, zone, false, clocksChange(at, other, zone) || undefined)}`
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
