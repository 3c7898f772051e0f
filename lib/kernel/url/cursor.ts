import { z } from 'zod'

/** A keyset position: the sort time with microseconds, and the id that breaks ties. */
type Cursor = { at: string; id: string }

const time = z.union([
  // Other programs may write times beyond any calendar, and their reports are listed too.
  z.enum(['infinity', '-infinity']),
  z
    .string()
    .regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    .refine(isCalendarTime),
])

const shape = z.tuple([time, z.guid()])

/** The last year that PostgreSQL covers completely. */
const lastYear = 294_275

/** Whether the date exists, from year 1 on: PostgreSQL refuses 30 February, JavaScript turns it into 2 March. */
function isCalendarTime(text: string): boolean {
  const [written = ''] = text.split('-', 1)
  const year = Number(written)
  if (year < 1 || year > lastYear || String(year).padStart(4, '0') !== written) return false
  // The calendar repeats every 400 years, and JavaScript's ends before PostgreSQL's.
  const alike = `${2000 + (year % 400)}${text.slice(written.length)}`
  const at = Date.parse(alike)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(alike.slice(0, 19))
}

/** Opaque to callers. It contains no secret; a forged one can only point elsewhere in the same list. */
export const encodeCursor = ({ at, id }: Cursor): string => btoa(JSON.stringify([at, id])).replace(/=+$/, '')

export function decodeCursor(text: string): Cursor | null {
  try {
    const parsed = shape.safeParse(JSON.parse(atob(text)))
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null
  } catch {
    return null
  }
}
