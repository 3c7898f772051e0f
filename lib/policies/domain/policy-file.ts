import { isJsonObject } from '@/lib/kernel/json/json'
import { type Parsed, parseLossless } from '@/lib/signing/domain/strict'
import { completed, draftOf, type PolicyDraft, type PolicyIdentity } from './policy-draft'

/** What a file may leave out, since Hakim gives it; a file that was downloaded has it. */
const given = ['version', 'policy_id', 'revision'] as const

/** A policy as people keep it in a file: every member on a line of its own. */
export const policyFile = (draft: PolicyDraft, identity: PolicyIdentity): string =>
  `${JSON.stringify({ version: 1, ...identity, ...draft }, null, 2)}\n`

/**
 * Reads a file as the next revision of a policy. It may say which policy and revision it was, which changes nothing; it must
 * not be somebody else’s.
 */
export function parsePolicyFile(text: string, identity: PolicyIdentity): Parsed<PolicyDraft> {
  const json = parseLossless(text)
  if (!json.ok) return json
  if (!isJsonObject(json.value)) return refuse('', 'must be a JSON object')
  const { person = identity.person, version = 1, ...rest } = json.value
  if (version !== 1) return refuse('version', 'must be 1')
  if (person !== identity.person) return refuse('person', `must be you, ${identity.person}`)
  for (const name of given) delete rest[name]
  const read = completed(rest, identity)
  return read.ok ? { ok: true, value: draftOf(read.value) } : read
}

const refuse = (
  path: string,
  message: string,
): { ok: false; problem: { path: string; message: string } } => ({
  ok: false,
  problem: { path, message },
})
