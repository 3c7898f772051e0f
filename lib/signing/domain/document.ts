import { z } from 'zod'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { jsonValue, storableText } from '@/lib/kernel/json/schemas'
import { taggedDigest, tags } from './digest'
import { anyDid, canonicalTime, hexDigest, nonce } from './fields'
import { type Parsed, parseCanonical, parseStrict } from './strict'

export const documentVersion = 3

/** What a task is and does, as its node announced it when the job was requested. */
export const documentOffer = z.strictObject({
  digest: hexDigest,
  command: z.array(storableText).nullable(),
  risk: z.enum(['low', 'medium', 'high']).nullable(),
  params_schema: z.custom<JsonObject>(isJsonObject, 'must be a JSON object').nullable(),
  cwd: storableText.nullable(),
  run_as: storableText.nullable(),
  timeout_seconds: z.number().positive().nullable(),
  builtin: z.strictObject({ name: storableText.min(1), version: z.number().int() }).nullable(),
  /** How the node finds out what the task would change; absent: it does not. */
  dry_run: z
    .strictObject({ command: z.array(storableText).min(1), timeout_seconds: z.number().positive() })
    .exactOptional(),
})
export type DocumentOffer = z.infer<typeof documentOffer>

/** Everything that an approval covers; `offer` is null for a node that has announced no tasks. */
const approvalDocument = z.strictObject({
  version: z.literal(documentVersion),
  job_id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in small letters'),
  revision: z.number().int().positive(),
  nonce,
  node: anyDid,
  requester: anyDid,
  reason_digest: hexDigest.nullable(),
  task: storableText.min(1, 'must not be empty'),
  params: jsonValue,
  offer: documentOffer.nullable(),
  window: z
    .strictObject({ start: canonicalTime, end: canonicalTime, time_zone: storableText.min(1) })
    .nullable(),
  expires_at: canonicalTime.nullable(),
  /** What the node found out that it would change (dry-run.ts); absent: nobody asked, or no answer was waited for. */
  dry_run: z.strictObject({ digest: hexDigest, exit_code: z.number().int().nullable() }).exactOptional(),
})
export type ApprovalDocument = z.infer<typeof approvalDocument>

export const parseDocument = (value: unknown): Parsed<ApprovalDocument> =>
  parseStrict(approvalDocument, value)

/** The same from a text, which must be canonical JSON: what a person reads is then exactly what is hashed. */
export const parseDocumentText = (text: string): Parsed<ApprovalDocument> =>
  parseCanonical(approvalDocument, text)

/** D: the approval hash. */
export const documentDigest = (document: ApprovalDocument): string => taggedDigest(tags.document, document)
