import { z } from 'zod'
import { type JsonValue, textProblem } from './json'

// Not in json.ts, which the browser loads too: zod is larger than everything there.

/** A value from JSON.parse or jsonb; `jsonProblem` checks its depth on input. */
export const jsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>((value) => value !== undefined)

/** Text that PostgreSQL can store. */
export const storableText = z.string().superRefine((text, context) => {
  const message = textProblem(text)
  if (message) context.addIssue({ code: 'custom', message })
})
