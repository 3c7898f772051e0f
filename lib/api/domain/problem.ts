import { z } from 'zod'

/** RFC 9457, as lib/transport/problem.ts writes it. */
export const problemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do'),
    instance: z
      .string()
      .optional()
      .describe('This request, as in the x-request-id of the answer and in the log'),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    nodes: z
      .array(z.strictObject({ node_did: z.string(), name: z.string().nullable() }))
      .optional()
      .describe('The nodes that have to be confirmed'),
    present: z
      .string()
      .optional()
      .describe('The present status of a job that has moved, or version of a rule that was changed'),
  })
  .meta({ id: 'Problem' })
