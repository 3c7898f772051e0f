import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems } from '@/lib/kernel/json/json'
import { storableText } from '@/lib/kernel/json/schemas'
import { toUtc } from '@/lib/kernel/time/schemas'
import { decodeCursor } from './cursor'

export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a time in ISO 8601, such as 2026-01-31T09:30:00Z',
  })
  .transform(toUtc)

/** The text of a filter. */
export const filterText = storableText.max(255, 'must have at most 255 characters')

export const whole = (least: number, most: number, fallback: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be a whole number from ${least} to ${most}`)
    .max(most, `must be a whole number from ${least} to ${most}`)
    .default(fallback)

/** The position in a keyset page, from an earlier answer. */
export const pageCursor = z
  .string()
  .refine((value) => decodeCursor(value) !== null, 'must be the next_cursor of an earlier answer')

/** Parses the query of a URL; refuses unknown and repeated parameters. */
export function parseQuery<S extends z.ZodType>(schema: S, params: URLSearchParams): Result<z.output<S>> {
  const twice = [...params.keys()].find((key) => params.getAll(key).length > 1)
  if (twice)
    return fail('invalid', 'The query is not valid.', {
      fields: [{ path: twice, message: 'appears twice' }],
    })
  const parsed = schema.safeParse(Object.fromEntries(params))
  return parsed.success
    ? ok(parsed.data)
    : fail('invalid', 'The query is not valid.', { fields: fieldProblems(parsed.error) })
}
