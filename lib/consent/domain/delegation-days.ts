// Days as a form has them (2027-03-01), in the zone of whoever reads it.

function midnight(day: string, later: number): Date | null {
  const [year, month, date] = day.split('-').map(Number)
  const time = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + later)
  return Number.isNaN(time.getTime()) ? null : time
}

/** The end of this day; anything else stays as it is, and the server refuses it. */
export const endOfDay = (day: string): string => midnight(day, 1)?.toISOString() ?? day

/** The beginning of a later day; null: now, for today, an earlier day or none. */
export function startOfDay(day: string, now: number): string | null {
  const time = midnight(day, 0)
  return time && time.getTime() > now ? time.toISOString() : null
}
