import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { reasonText, requiredReason, shownName } from '@/lib/kernel/json/schemas'

const nodeName = shownName()

/** More than anybody reads, and few enough for the log, which keeps all of them at each change. */
const mostLabels = 64

const labels = z.preprocess(
  (given, context) => {
    // The record would leave it out without a word.
    if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__'))
      context.addIssue({ code: 'custom', message: 'must not have the key __proto__; choose another' })
    return given
  },
  z
    .record(
      z.string().max(63, 'must have at most 63 characters'),
      z.string().max(255, 'must have at most 255 characters'),
    )
    .refine(
      (given) => Object.keys(given).length <= mostLabels,
      `must be at most ${mostLabels} labels; remove those that nobody uses`,
    ),
)

export const newNode = z.strictObject({
  did,
  name: nodeName.optional(),
  owner: z.email('must be a person’s e-mail address').optional(),
  labels: labels.optional(),
  reason: reasonText
    .optional()
    .describe('Why; required if owners of a known node are asked, about another one or about its labels'),
})

/** `null` takes the name away. */
export const renaming = z.strictObject({ name: nodeName.nullable() })

/** All labels of the node; those that are not named are removed. */
export const labelling = z.strictObject({
  labels,
  reason: reasonText
    .optional()
    .describe('Why; required if owners of the node are asked, because a rule would no longer apply'),
})

export const retirement = z.strictObject({ reason: requiredReason })
