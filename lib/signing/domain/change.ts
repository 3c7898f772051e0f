import { z } from 'zod'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { storableText } from '@/lib/kernel/json/schemas'
import { taggedDigest, tags } from './digest'
import { anyDid, canonicalTime, didKey, hexDigest } from './fields'
import type { PinnedKey } from './pinned-key'
import { checkSignature } from './signature'
import { signature } from './signature-form'
import { signedTimeProblem } from './signed-time'
import { type Parsed, parseCanonical, parseStrict, problemText } from './strict'

/** A change of who decides on nodes that have owners, as somebody asked for it; `node` is null for a rule. */
const changeDocument = z.strictObject({
  version: z.literal(1),
  change_id: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in small letters'),
  kind: z.enum(['add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule', 'change_rule']),
  node: anyDid.nullable(),
  what: z.custom<JsonObject>(isJsonObject, 'must be a JSON object'),
  reason: storableText.nullable(),
  asked_by: anyDid.nullable(),
  asked_at: canonicalTime,
  due_at: canonicalTime,
})
export type ChangeDocument = z.infer<typeof changeDocument>

/** From its text, which must be canonical JSON: what a person reads is then exactly what is hashed. */
export const parseChangeText = (text: string): Parsed<ChangeDocument> => parseCanonical(changeDocument, text)

export const changeDigest = (document: ChangeDocument): string => taggedDigest(tags.change, document)

/** What an owner decided about a change; `change` is its digest. */
const changeStatement = z.strictObject({
  version: z.literal(1),
  change: hexDigest,
  decision: z.enum(['agree', 'refuse']),
  decided_at: canonicalTime,
  person: anyDid,
  key: didKey,
})
export type ChangeStatement = z.infer<typeof changeStatement>

/** What is signed of it. */
export const changeStatementDigest = (value: ChangeStatement): string =>
  taggedDigest(tags.consentChange, value)

const signedChange = z.strictObject({ statement: changeStatement, signature })
export type SignedChange = z.infer<typeof signedChange>

export const parseSignedChange = (value: unknown): Parsed<SignedChange> => parseStrict(signedChange, value)

/** Checks a signed decision as it arrives: `message` says what is wrong with it, `counter` as in `SignatureCheck`. */
export function checkSignedChange(
  value: unknown,
  by: { person: string; keys: readonly PinnedKey[] },
  about: { digest: string; decision: 'agree' | 'refuse'; now: number },
): { ok: true; value: SignedChange; counter: number | null } | { ok: false; message: string } {
  const parsed = parseSignedChange(value)
  if (!parsed.ok) return { ok: false, message: `does not have its form: ${problemText(parsed.problem)}` }
  const { statement, signature: given } = parsed.value
  if (statement.change !== about.digest) return { ok: false, message: 'is about another change' }
  if (statement.decision !== about.decision) return { ok: false, message: `says ${statement.decision}` }
  const key = by.keys.find((one) => one.key === statement.key)
  if (!key || statement.person !== by.person)
    return { ok: false, message: 'is signed with a key that is not yours' }
  const untimely = signedTimeProblem(statement.decided_at, about.now)
  if (untimely) return { ok: false, message: untimely }
  const check = checkSignature(given, changeStatementDigest(statement), key)
  return check.ok
    ? { ok: true, value: parsed.value, counter: check.counter }
    : { ok: false, message: check.message }
}
