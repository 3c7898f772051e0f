import { dayAt } from '@/lib/kernel/time/time-zone'

const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const day = { day: 'numeric', month: 'short' } as const

/** "14:46:12" in a zone; "27 Nov, 14:46:12" when that was on another day than `now`. Both in epoch milliseconds. */
export function clockTime(at: number, now: number, zone: string): string {
  const sameDay = dayAt(at / 1_000, zone) === dayAt(now / 1_000, zone)
  const parts = sameDay ? time : { ...day, ...time }
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(at)
}
