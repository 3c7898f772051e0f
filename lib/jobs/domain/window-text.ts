import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { isShownTwice, offsetAt, offsetText, parseZone } from '@/lib/kernel/time/time-zone'

/**
 * `Tue 24 Nov 22:00–23:00 (+01:00) Europe/Berlin`, so that the instants are known whatever zone data the reader has; both
 * offsets where clocks change in between. An unknown zone is read as UTC.
 */
export function windowText(window: TimeWindow, now = new Date()): string {
  const zone = parseZone(window.time_zone) ?? 'UTC'
  const start = momentOf(window.start, zone, now)
  const end = momentOf(window.end, zone, now)
  const until = start.day === end.day ? end.clock : `${end.day} ${end.clock}`
  const [opens, closes] = [offsetOf(window.start, zone), offsetOf(window.end, zone)]
  if (opens !== closes) return `${start.day} ${start.clock}${opens} – ${until}${closes} ${zone}`
  const dash = start.day === end.day ? '–' : ' – '
  return `${start.day} ${start.clock}${dash}${until}${opens} ${zone}`
}

/** `Tue 24 Nov 22:00`, in a zone; with the offset if clocks show that time twice. */
export function momentText(iso: string, timeZone: string, now = new Date()): string {
  const zone = parseZone(timeZone) ?? 'UTC'
  const { day, clock } = momentOf(iso, zone, now)
  const twice = isShownTwice(Date.parse(iso) / 1_000, zone)
  return `${day} ${clock}${twice ? offsetOf(iso, zone) : ''}`
}

/** The zone's offset at that time, in brackets; UTC needs none. */
const offsetOf = (iso: string, zone: string): string =>
  zone === 'UTC' ? '' : ` (${offsetText(offsetAt(Date.parse(iso) / 1_000, zone))})`

/** By the same offsets as everything else, and not by those that `Intl` knows. */
function momentOf(iso: string, zone: string, now: Date): { day: string; clock: string } {
  const shown = (at: number): Date => new Date(at + offsetAt(at / 1_000, zone) * 1_000)
  const at = shown(Date.parse(iso))
  const sameYear = at.getUTCFullYear() === shown(now.getTime()).getUTCFullYear()
  const day = part({ weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '')
  return {
    day: sameYear ? day : `${day} ${at.getUTCFullYear()}`,
    clock: part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
  }
}

const part = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
