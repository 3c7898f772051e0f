import type { z } from 'zod'
import type { FieldProblem } from '@/lib/kernel/errors'
import { canonicalJson, fieldProblems, type JsonValue, jsonProblem } from '@/lib/kernel/json/json'
import { findParseLoss } from '@/lib/kernel/json/parse-loss'
import { jsonValue } from '@/lib/kernel/json/schemas'

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: FieldProblem }

/** A problem as one phrase: `votes[0].statement.key must be …`. */
export const problemText = ({ path, message }: FieldProblem): string =>
  path === '' ? message : `${path} ${message}`

const refuse = (message: string, path = ''): { ok: false; problem: FieldProblem } => ({
  ok: false,
  problem: { path, message },
})

/** There always is one; only the type says otherwise. */
export const firstProblem = (error: z.ZodError): FieldProblem =>
  fieldProblems(error)[0] ?? { path: '', message: 'is not valid' }

/**
 * Parses what is hashed or signed. A schema that dropped or changed anything would make the digest another one, so that is
 * refused here, whatever the schema does.
 */
export function parseStrict<T extends JsonValue>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  const unstorable = jsonProblem(value)
  if (unstorable) return { ok: false, problem: unstorable }
  const parsed = schema.safeParse(value)
  if (!parsed.success) return { ok: false, problem: firstProblem(parsed.error) }
  if (canonicalJson(parsed.data) !== canonicalJson(jsonValue.parse(value)))
    return refuse('has a member that is not part of its form')
  return { ok: true, value: parsed.data }
}

/** A JSON text as a value, if JSON.parse loses nothing of it: no repeated member, no rounded number. */
export function parseLossless(text: string): Parsed<unknown> {
  try {
    const value: unknown = JSON.parse(text)
    const loss = findParseLoss(text)
    return loss ? { ok: false, problem: loss } : { ok: true, value }
  } catch {
    return refuse('is not JSON')
  }
}

/** Parses a text whose very bytes are hashed: it must be canonical JSON (RFC 8785). */
export function parseCanonical<T extends JsonValue>(schema: z.ZodType<T>, text: string): Parsed<T> {
  const json = parseLossless(text)
  if (!json.ok) return json
  const parsed = parseStrict(schema, json.value)
  return parsed.ok && canonicalJson(parsed.value) !== text
    ? refuse('is not canonical JSON (RFC 8785)')
    : parsed
}
