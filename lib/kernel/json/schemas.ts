import { z } from 'zod'
import { type JsonValue, textProblem } from './json'

// Apart from json.ts, which the browser loads too: zod would weigh more there than all that uses it.

/** A value that came out of JSON.parse or jsonb; its depth is checked by `jsonProblem` where it comes in. */
export const jsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>((value) => value !== undefined)

/** Text that PostgreSQL can hold. */
export const storableText = z.string().superRefine((text, context) => {
  const message = textProblem(text)
  if (message) context.addIssue({ code: 'custom', message })
})
