import { isJsonObject } from '@/lib/kernel/json/json'
import { parsePolicy } from '@/lib/signing/domain/policy'
import { type Parsed, parseLossless } from '@/lib/signing/domain/strict'
import { draftOf, type PolicyDraft, type PolicyIdentity } from './policy-draft'

/**
 * Reads a file as the next revision of a policy. It may say which policy and revision it was, which changes nothing; it must
 * not be somebody else’s.
 */
export function parsePolicyFile(text: string, identity: PolicyIdentity): Parsed<PolicyDraft> {
  const json = parseLossless(text)
  if (!json.ok) return json
  if (!isJsonObject(json.value)) return refuse('', 'must be a JSON object')
  const { version = 1, person = identity.person, policy_id: _, revision: __, ...draft } = json.value
  if (version !== 1) return refuse('version', 'must be 1')
  if (person !== identity.person) return refuse('person', `must be you, ${identity.person}`)
  const read = parsePolicy({ version, ...draft, ...identity })
  return read.ok ? { ok: true, value: draftOf(read.value) } : read
}

const refuse = (
  path: string,
  message: string,
): { ok: false; problem: { path: string; message: string } } => ({
  ok: false,
  problem: { path, message },
})
