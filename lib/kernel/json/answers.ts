import { z } from 'zod'

// Parts of the API's answers. An answer is an object with exactly these members, so that a test finds anything undescribed.

/** A time as JSON.stringify writes a Date: ISO 8601, UTC, milliseconds. */
export const answeredTime = z.iso.datetime()

/** JSON of any writer: a column that plain SQL fills as it likes. */
export const anyJson = z.unknown()

export const count = z.int().min(0)

/** `cursor` of the next call; null on the last page. */
export const nextCursor = z.string().nullable()

export const warnings = z.array(z.string())
