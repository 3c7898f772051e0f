import { exactTime } from '@/lib/kernel/time/exact-time'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { offsetAt, offsetText, parseZone } from '@/lib/kernel/time/time-zone'

/** A window's offsets from UTC at its start and end, in seconds, by the zone data of whoever computes them. */
export type WindowOffsets = { start: number; end: number }

export function windowOffsets({ start, end, time_zone }: TimeWindow): WindowOffsets {
  const zone = parseZone(time_zone) ?? 'UTC'
  return { start: offsetAt(Date.parse(start) / 1_000, zone), end: offsetAt(Date.parse(end) / 1_000, zone) }
}

const clockAt = (iso: string, offset: number): string =>
  `${new Date(Date.parse(iso) + offset * 1_000).toISOString().slice(11, 16)} (${offsetText(offset)})`

/** How this runtime, a browser, reads a window other than the server did, whose offsets these are; null if it does not. */
export function zoneDisagreement(window: TimeWindow, server: WindowOffsets): string | null {
  const own = windowOffsets(window)
  const end = own.start === server.start ? 'end' : 'start'
  if (own[end] === server[end]) return null
  const [verb, iso] = end === 'start' ? ['opens', window.start] : ['closes', window.end]
  return (
    `The window ${verb} at ${exactTime(iso)}. In ${window.time_zone}, the server calls that ${clockAt(iso, server[end])} ` +
    `and this browser ${clockAt(iso, own[end])}: the time-zone data of one of them are out of date.`
  )
}
