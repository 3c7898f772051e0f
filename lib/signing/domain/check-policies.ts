import type { ApprovalDocument } from './document'
import { graceMs } from './grace'
import type { Pins } from './pins'
import { parseSignedPolicy, policyDigest } from './policy'
import { policyCovers, rateProblem } from './policy-covers'
import { type Refusal, refuseConsent } from './refusal'
import { checkSignature } from './signature'
import { problemText } from './strict'

/** A policy that approved a job, as whoever keeps its rate notes it. */
export type UsedPolicy = { person: string; policy_id: string; revision: number }

/** What a node knows of a policy of somebody: its newest revision that was used here, 0 for none, and how many jobs started by it lately. */
export type PolicyUse = (person: string, policyId: string) => { revision: number; started: number }

/** A signed policy that is said to approve a job, and when it did so, in milliseconds since 1970. */
export type HandedPolicy = { signed: unknown; at: number }

type PolicyRefusal = Refusal<
  'signature_bad' | 'key_unknown' | 'policy_outside' | 'policy_replaced' | 'policy_rate'
>

/**
 * Which owners have approved a document beforehand. Every policy that is handed out must be signed by an owner whom the node pins, with a
 * key of their own, and the document must lie inside it.
 */
export function checkPolicies(
  policies: readonly HandedPolicy[],
  { document, pins, used }: { document: ApprovalDocument; pins: Pins; used: PolicyUse },
): { ok: true; policies: UsedPolicy[] } | PolicyRefusal {
  const counted: UsedPolicy[] = []
  for (const [index, handed] of policies.entries()) {
    const name = `policies[${index}]`
    const parsed = parseSignedPolicy(handed.signed)
    if (!parsed.ok) return refuseConsent('signature_bad', `the form of ${name}`, problemText(parsed.problem))
    const { policy, key, signature } = parsed.value
    const { person, policy_id, revision } = policy
    const pinned = pins.owners.find((owner) => owner.person === person)?.keys.find((one) => one.key === key)
    if (!pinned) return refuseConsent('key_unknown', `a key of ${person} that this node pins`, key)
    const check = checkSignature(signature, policyDigest(policy), pinned)
    if (!check.ok) return refuseConsent('signature_bad', `${name} signed by ${person}`, check.message)
    const covered = policyCovers(policy, document, handed.at, graceMs)
    if (!covered.ok)
      return refuseConsent('policy_outside', `a job inside ${shownPolicy(policy)}`, covered.message)
    const use = used(person, policy_id)
    if (revision < use.revision)
      return refuseConsent('policy_replaced', `version ${use.revision} or later`, shownPolicy(policy))
    const over = rateProblem(policy, { onNode: use.started, all: use.started })
    if (over) return refuseConsent('policy_rate', over.message, `${use.started} by ${shownPolicy(policy)}`)
    counted.push({ person, policy_id, revision })
  }
  return { ok: true, policies: counted }
}

const shownPolicy = ({ person, policy_id, revision }: UsedPolicy): string =>
  `policy ${policy_id}, version ${revision}, of ${person}`
