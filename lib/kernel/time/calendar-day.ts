const dayMs = 86_400_000

/** A date of the calendar; `month` 0 is January. */
export type DayFields = { year: number; month: number; date: number }

/** The day with this date, in days since 1 January 1970; `month` and `date` may overflow. */
export function calendarDay({ year, month, date }: DayFields): number {
  // `Date.UTC` reads the years 0 to 99 as 1900 to 1999.
  const at = new Date(0)
  at.setUTCFullYear(year, month, date)
  return Math.floor(at.getTime() / dayMs)
}

export function dayFields(day: number): DayFields {
  const at = new Date(day * dayMs)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() }
}

/** The day of `2026-11-03`; null for a date that does not exist and any other text. */
export function parseDay(text: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return year === undefined
    ? null
    : dayOf({ year: Number(year), month: Number(month) - 1, date: Number(date) })
}

/** Null for a date that does not exist, such as 30 February. */
export function dayOf(fields: DayFields): number | null {
  const day = calendarDay(fields)
  const { month, date } = dayFields(day)
  return month === fields.month && date === fields.date ? day : null
}

/** `2026-11-03`. */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
