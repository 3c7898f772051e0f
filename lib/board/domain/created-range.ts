import { type RangeEnd, relativeMoment } from '@/lib/kernel/time/relative-time'
import { parseTime } from '@/lib/series/domain/range-params'

/** The years that every calendar and PostgreSQL can write. */
const [first, last] = [Date.parse('0001-01-01T00:00:00Z') / 1_000, Date.parse('9999-12-31T00:00:00Z') / 1_000]

/** The moment that one end of a range means, in epoch seconds; null for a text that is none. */
function momentOf(text: string, end: RangeEnd, now: number, zone: string): number | null {
  const moment = relativeMoment(text.replaceAll(' ', '+'), end, now, zone) ?? parseTime(text)
  return moment !== null && moment >= first && moment < last ? moment : null
}

/** Whether a text is a time as ranges of charts have it: relative to now (`now-6h`, `now/d`), a date, or an ISO time. */
export const isTimeEnd = (text: string): boolean => momentOf(text, 'from', Date.now() / 1_000, 'UTC') !== null

/**
 * The ends as moments in ISO 8601, UTC.
 * @param now epoch seconds
 */
export function createdBetween(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: number,
  zone: string,
): { from: string | undefined; to: string | undefined } {
  const iso = (text: string | undefined, end: RangeEnd): string | undefined => {
    const moment = text === undefined ? null : momentOf(text, end, now, zone)
    return moment === null ? undefined : new Date(moment * 1_000).toISOString()
  }
  return { from: iso(from, 'from'), to: iso(to, 'to') }
}
