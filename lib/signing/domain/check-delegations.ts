import { type Delegation, delegationDigest, parseDelegation } from './delegation'
import type { Pins } from './pins'
import { type Refusal, refuseConsent } from './refusal'
import { checkSignature } from './signature'
import { problemText } from './strict'

/** Genuine delegations of this node's owners, and why others that were handed out do not count. */
export type CheckedDelegations = { ok: true; genuine: Delegation[]; ignored: { to: string; why: string }[] }

/**
 * Which delegations an owner whom the node pins has signed with a key of their own: a delegate cannot delegate further. When
 * they hold is checked for each vote. Whoever requested the job delegates nothing on it, as they do not choose who approves.
 */
export function checkDelegations(
  delegations: readonly unknown[],
  pins: Pins,
  requester: string,
): CheckedDelegations | Refusal<'signature_bad'> {
  const genuine: Delegation[] = []
  const ignored: { to: string; why: string }[] = []
  for (const [index, value] of delegations.entries()) {
    const parsed = parseDelegation(value)
    if (!parsed.ok)
      return refuseConsent('signature_bad', `the form of delegations[${index}]`, problemText(parsed.problem))
    const { delegation, key, signature } = parsed.value
    const { to, from, node } = delegation
    const ignore = (why: string) => void ignored.push({ to, why: `the delegation by ${from} ${why}` })
    const pinned = pins.owners.find(({ person }) => person === from)?.keys.find((one) => one.key === key)
    if (!pins.delegation) ignore('does not count: this node allows none')
    else if (node !== pins.node) ignore(`is for ${node}`)
    else if (from === requester) ignore('does not count: they requested the job')
    else if (!pinned) ignore(`is signed with ${key}, which is not a pinned key of theirs`)
    else {
      const check = checkSignature(signature, delegationDigest(delegation), pinned)
      if (!check.ok)
        return refuseConsent('signature_bad', `delegations[${index}] signed by ${from}`, check.message)
      genuine.push(delegation)
    }
  }
  return { ok: true, genuine, ignored }
}
