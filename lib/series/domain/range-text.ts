import { dayText } from '@/lib/kernel/time/calendar-day'
import { dayAt, dayStart } from '@/lib/kernel/time/time-zone'
import { isMoving, parseTime, type RangeEnds } from './range-params'
import { shownTime } from './typed-time'

/** A range as it can be typed again: relative times as they are, others as clocks of the zone show them. */
export function rangeText(ends: RangeEnds, zone: string): string {
  const [from, to] = [parseTime(ends.from), parseTime(ends.to)]
  if (isMoving(ends) || from === null || to === null) {
    const text = (end: string, at: number | null): string => {
      if (at === null) return end
      const { day, clock } = shownTime(at, zone)
      return `${dayText(day)} ${clock}`
    }
    return ends.from === ends.to ? ends.from : `${text(ends.from, from)} to ${text(ends.to, to)}`
  }
  const [first, last] = [dayAt(from, zone), dayAt(to - 1, zone)]
  if (dayStart(first, zone) === from && dayStart(last + 1, zone) === to)
    return first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`
  const [begin, close] = [shownTime(from, zone), shownTime(to, zone)]
  const closing = close.day === begin.day ? close.clock : `${dayText(close.day)} ${close.clock}`
  return `${dayText(begin.day)} ${begin.clock} to ${closing}`
}
