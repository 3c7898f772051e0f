import { z } from 'zod'
import { anyDid, canonicalTime, didKey, hexDigest } from './fields'

/**
 * What one person decided about one approval document; `document` is D. `emergency` approves without the owners: nobody's
 * approval as owner, delegate or member of a group can be taken for that.
 */
export const statement = z.strictObject({
  version: z.literal(1),
  document: hexDigest,
  decision: z.enum(['approve', 'reject', 'withdraw', 'emergency']),
  reason_digest: hexDigest.nullable(),
  decided_at: canonicalTime,
  person: anyDid,
  key: didKey,
})
export type Statement = z.infer<typeof statement>

/** Longer than anybody reads before signing. */
const maxStatements = 1_000

const isSorted = (digests: readonly string[]): boolean =>
  digests.every((digest, index) => (digests[index - 1] ?? '') < digest)

/** Several decisions signed at once: the digests of their statements, each once. */
export const decisionList = z.strictObject({
  version: z.literal(1),
  statements: z
    .array(hexDigest)
    .min(1)
    .max(maxStatements)
    .refine(isSorted, 'must be sorted, each digest once'),
})
export type DecisionList = z.infer<typeof decisionList>
