import { z } from 'zod'

/** A keyset position: the sort time with microseconds, and the id that breaks ties. */
export type Cursor = { at: string; id: string }

const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  .refine(isCalendarTime)

const shape = z.tuple([time, z.guid()])

/** Whether the date exists, year 1 to 9999: PostgreSQL refuses 30 February, JavaScript makes it 2 March. */
function isCalendarTime(text: string): boolean {
  const at = Date.parse(text)
  return !Number.isNaN(at) && text >= '0001' && new Date(at).toISOString().startsWith(text.slice(0, 19))
}

/** Opaque to callers; it holds no secret, and a forged one can only name another place in the same list. */
export const encodeCursor = ({ at, id }: Cursor): string => btoa(JSON.stringify([at, id])).replace(/=+$/, '')

export function decodeCursor(text: string): Cursor | null {
  try {
    const parsed = shape.safeParse(JSON.parse(atob(text)))
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null
  } catch {
    return null
  }
}
