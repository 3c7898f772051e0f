import { z } from 'zod'
import { maxReasonLength } from '../text/reason'
import { nameProblem, spacedName } from '../text/shown-name'
import { type JsonValue, textProblem } from './json'

// Not in json.ts, which the browser loads too: zod is larger than everything there.

/** A value from JSON.parse or jsonb; `jsonProblem` checks its depth on input. */
export const jsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>((value) => value !== undefined)

/** Text that PostgreSQL can store. */
export const storableText = z.string('must be text').superRefine((text, context) => {
  const message = textProblem(text)
  if (message) context.addIssue({ code: 'custom', message })
})

/** Why somebody does something, in their own words; empty unless the call says otherwise. */
export const reasonText = storableText
  .trim()
  .max(maxReasonLength, `must have at most ${maxReasonLength.toLocaleString('en-GB')} characters`)

export const requiredReason = reasonText.min(1, 'must say why')

/** What people call somebody or something: readers see every character of it. At most `most` characters. */
export const shownName = (most = 100) =>
  z
    .string('must be text')
    .overwrite(spacedName)
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .superRefine((name, context) => {
      const message = name === '' ? null : nameProblem(name)
      if (message) context.addIssue({ code: 'custom', message })
    })
