import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { taggedDigest, tags } from './digest'
import type { ApprovalDocument } from './document'
import { anyDid, canonicalTime, hexDigest } from './fields'
import { type Parsed, parseCanonical, parseStrict } from './strict'

/** Bytes of output, in UTF-8, that a node reports; of more, the beginning and the end. */
export const longestOutput = 65_536

/**
 * What a node found out that a request would change, by the command that its tasks file has for that. `ran`: the command as it was
 * started, null if it was not; `interrupted`: the agent ended meanwhile. A document names its digest.
 */
export const dryRunResult = z.strictObject({
  version: z.literal(1),
  job_id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in small letters'),
  revision: z.number().int().positive(),
  node: anyDid,
  offer_digest: hexDigest,
  ran: z.array(storableText.max(20_000)).min(1).max(101).nullable(),
  how: z.enum(['ended', 'timed_out', 'not_started', 'interrupted']),
  exit_code: z.number().int().nullable(),
  /** Standard output and error, with colours; lines end with a line feed. */
  output: storableText.max(longestOutput + 1_000),
  omitted_lines: z.number().int().nonnegative(),
  started_at: canonicalTime,
  seconds: z.number().nonnegative(),
})
export type DryRunResult = z.infer<typeof dryRunResult>

export const parseDryRun = (value: unknown): Parsed<DryRunResult> => parseStrict(dryRunResult, value)

/** The same from the text that is stored, whose very bytes are hashed. */
export const parseDryRunText = (text: string): Parsed<DryRunResult> => parseCanonical(dryRunResult, text)

export const dryRunDigest = (result: DryRunResult): string => taggedDigest(tags.dryRun, result)

/** How a result is not the one that a document names; null if it is. */
export function dryRunMismatch(document: ApprovalDocument, result: DryRunResult | null): string | null {
  const named = document.dry_run
  if (!named) return result ? 'it has a dry run that its document does not name' : null
  if (!result) return 'the dry run that its document names is missing'
  if (dryRunDigest(result) !== named.digest) return 'its dry run is not the one that its document names'
  const { job_id, revision, node, offer_digest, exit_code } = result
  return [job_id, revision, node, offer_digest, exit_code].join() ===
    [document.job_id, document.revision, document.node, document.offer?.digest, named.exit_code].join()
    ? null
    : 'its dry run is of something else than its document'
}
