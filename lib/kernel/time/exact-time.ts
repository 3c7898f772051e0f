import { offsetAt, offsetText } from './time-zone'

/**
 * `2026-01-31 09:30:00 UTC`, or `2026-01-31 10:30:00 (+01:00)` in a zone from `parseZone`; text of another program that is
 * not a time stays as it is.
 */
export function exactTime(iso: string, zone = 'UTC'): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const offset = offsetAt(time / 1_000, zone)
  const shown = new Date(time + offset * 1_000)
  // Within a day of the end of all times, no clock shows the time.
  if (Number.isNaN(shown.getTime())) return iso
  const text = shown
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '')
  return `${text} ${zone === 'UTC' ? 'UTC' : `(${offsetText(offset)})`}`
}

/** Only the time of day, `09:30:00`, in a zone. */
export const clockTime = (iso: string, zone = 'UTC'): string =>
  / (\d\d:\d\d:\d\d) /.exec(exactTime(iso, zone))?.[1] ?? iso

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Feb 2014`, in a zone. */
export function monthText(iso: string, zone = 'UTC'): string {
  const time = Date.parse(iso)
  const shown = new Date(time + offsetAt(time / 1_000, zone) * 1_000)
  return `${months[shown.getUTCMonth()]} ${shown.getUTCFullYear()}`
}

/** `13:02–13:40`, `27 Nov 22:00–22:09`: the day is left out where it is that of `now`; one time if both are of one minute. */
export function spanText(from: string, to: string, now: number, zone = 'UTC'): string {
  const partOf = (time: number): { day: string; clock: string } => {
    const shown = new Date(time + offsetAt(time / 1_000, zone) * 1_000)
    return {
      day: `${shown.getUTCDate()} ${months[shown.getUTCMonth()]}`,
      clock: shown.toISOString().slice(11, 16),
    }
  }
  const [today, first, last] = [now, Date.parse(from), Date.parse(to)].map(partOf)
  if (!today || !first || !last) return from
  const begin = first.day === today.day ? first.clock : `${first.day} ${first.clock}`
  if (first.day !== last.day) return `${begin}–${last.day} ${last.clock}`
  return first.clock === last.clock ? begin : `${begin}–${last.clock}`
}

export const isTime = (iso: string): boolean => !Number.isNaN(Date.parse(iso))
