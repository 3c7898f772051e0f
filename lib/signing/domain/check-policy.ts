import type { PinnedKey } from './pinned-key'
import { parseSignedPolicy, policyDigest, type SignedPolicy } from './policy'
import { checkSignature } from './signature'
import { problemText } from './strict'

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message })

/**
 * Checks a signed policy at the server: its form, its person, and its signature by one of their enrolled keys. `message` continues a
 * sentence about it; `counter`: of a passkey, how often it says that it has signed.
 */
export function checkPolicy(
  value: unknown,
  owner: { person: string; keys: readonly PinnedKey[] },
): { ok: true; signed: SignedPolicy; counter: number | null } | { ok: false; message: string } {
  const parsed = parseSignedPolicy(value)
  if (!parsed.ok) return refuse(`does not have its form: ${problemText(parsed.problem)}`)
  const { policy, key: did, signature } = parsed.value
  if (policy.person !== owner.person) return refuse(`is of ${policy.person}`)
  const key = owner.keys.find((one) => one.key === did)
  if (!key) return refuse(`is signed with ${did}, which is not an enrolled key of ${owner.person}`)
  const check = checkSignature(signature, policyDigest(policy), key)
  return check.ok
    ? { ok: true, signed: parsed.value, counter: check.counter }
    : refuse(`does not stand: ${check.message}`)
}
