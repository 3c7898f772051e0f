import { delegationDigest, parseDelegation, type SignedDelegation } from './delegation'
import type { PinnedKey } from './pinned-key'
import { checkSignature } from './signature'
import { problemText } from './strict'

/** Whose delegation it must be, and their keys. */
type Expected = { node: string; from: string; to: string; keys: readonly PinnedKey[] }

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message })

/**
 * Checks one delegation at the server: its form, node and people, and its signature by one of the owner's enrolled keys. Its
 * dates are another question. `message` continues a sentence about it; `counter`: of a passkey, how often it says that it has
 * signed.
 */
export function checkDelegation(
  value: unknown,
  { node, from, to, keys }: Expected,
): { ok: true; signed: SignedDelegation; counter: number | null } | { ok: false; message: string } {
  const parsed = parseDelegation(value)
  if (!parsed.ok) return refuse(`does not have its form: ${problemText(parsed.problem)}`)
  const { delegation, key: did, signature } = parsed.value
  if (delegation.node !== node) return refuse(`is for the node ${delegation.node}`)
  if (delegation.from !== from) return refuse(`is from ${delegation.from}`)
  if (delegation.to !== to) return refuse(`is to ${delegation.to}`)
  const key = keys.find((one) => one.key === did)
  if (!key) return refuse(`is signed with ${did}, which is not an enrolled key of ${from}`)
  const check = checkSignature(signature, delegationDigest(delegation), key)
  return check.ok
    ? { ok: true, signed: parsed.value, counter: check.counter }
    : refuse(`does not stand: ${check.message}`)
}
