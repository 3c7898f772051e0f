import type { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems, jsonProblem } from '@/lib/kernel/json/json'

/**
 * JSON that the database can store, in the shape of `schema`. A missing body counts as an empty object.
 * @param otherwise what did not happen, as a sentence
 */
export function parseBody<T>(schema: z.ZodType<T>, input: unknown, otherwise: string): Result<T> {
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', otherwise, { fields: [problem] })
  const parsed = schema.safeParse(input ?? {})
  return parsed.success
    ? ok(parsed.data)
    : fail('invalid', otherwise, { fields: fieldProblems(parsed.error) })
}
