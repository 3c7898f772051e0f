import { z } from 'zod'

const isSorted = (days: readonly number[]): boolean =>
  days.every((day, index) => (days[index - 1] ?? 0) < day)

/** A weekly time in UTC, which no node needs zone data for. Weekdays as in ISO 8601, 1 is Monday. */
export const policyWindow = z.strictObject({
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).refine(isSorted, 'must be sorted, each day once'),
  start_minute: z.number().int().min(0).max(1_439),
  duration_minutes: z.number().int().min(1).max(1_440),
})
export type PolicyWindow = z.infer<typeof policyWindow>

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** @param at in milliseconds since 1970 */
export function isWithin({ weekdays, start_minute, duration_minutes }: PolicyWindow, at: number): boolean {
  const today = Math.floor(at / dayMs)
  // One that began yesterday may be open.
  return [today - 1, today].some((day) => {
    const start = day * dayMs + start_minute * minuteMs
    return weekdays.includes(weekdayOf(day)) && start <= at && at < start + duration_minutes * minuteMs
  })
}
