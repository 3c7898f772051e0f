import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { parseZone } from '@/lib/kernel/time/time-zone'

/** `Tue 24 Nov 22:00–23:00 Europe/Berlin`; an unknown zone is read as UTC. */
export function windowText(window: TimeWindow, now = new Date()): string {
  const zone = parseZone(window.time_zone) ?? 'UTC'
  const start = momentOf(window.start, zone, now)
  const end = momentOf(window.end, zone, now)
  const until = start.day === end.day ? end.clock : ` ${end.day} ${end.clock}`
  return `${start.day} ${start.clock}${start.day === end.day ? '–' : ' –'}${until} ${zone}`
}

/** `Tue 24 Nov 22:00`, in a zone. */
export function momentText(iso: string, timeZone: string, now = new Date()): string {
  const { day, clock } = momentOf(iso, parseZone(timeZone) ?? 'UTC', now)
  return `${day} ${clock}`
}

function momentOf(iso: string, timeZone: string, now: Date): { day: string; clock: string } {
  const at = new Date(iso)
  const year = { timeZone, year: 'numeric' } as const
  const sameYear = part(year).format(at) === part(year).format(now)
  const day = part({ timeZone, weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '')
  return {
    day: sameYear ? day : `${day} ${part(year).format(at)}`,
    clock: part({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
  }
}

const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
