import type { ClaimableJob } from '@/lib/jobs/db/claims'
import { pinnedKeyOf } from '@/lib/people/db/consent-keys'
import { checkDelegation } from '@/lib/signing/domain/check-delegation'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { covers, type SignedDelegation } from '@/lib/signing/domain/delegation'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { SignedPolicy } from '@/lib/signing/domain/policy'
import { policyCovers } from '@/lib/signing/domain/policy-covers'
import type { SignedVote } from '@/lib/signing/domain/vote'

/** What an agent verifies. */
export type HandedConsent = {
  votes: SignedVote[]
  delegations: SignedDelegation[]
  policies: SignedPolicy[]
}

/**
 * The signed votes that a node is given: its owners', and those of people to whom owners have delegated with a signature,
 * together with that, the policies of owners that approve the job, and a signed emergency approval. It knows the keys of no others and refuses a vote with one. Null if something was not signed as it is
 * stored. Unsigned votes and delegations are the database's alone.
 */
export function handedConsent(job: ClaimableJob, document: ApprovalDocument): HandedConsent | null {
  const context = { document, digest: job.digest ?? '', now: Date.now() }
  const votes: SignedVote[] = []
  const delegations: SignedDelegation[] = []
  for (const { signed, person, owner, delegations: stored, ...key } of job.votes) {
    const voter = { person, keys: [pinnedKeyOf(key)] }
    const checked = checkVote(signed, voter, context)
    if (!checked.ok) return null
    const under: SignedDelegation[] = []
    for (const { signed: delegation, from, ...by } of stored) {
      const people = { node: job.target_node_did, from, to: person }
      const read = checkDelegation(delegation, { ...people, keys: [pinnedKeyOf(by)] })
      if (!read.ok) return null
      if (covers(read.signed.delegation, checked.vote.statement)) under.push(read.signed)
    }
    if (owner || under.length > 0) votes.push(checked.vote)
    delegations.push(...oneOfEach(under))
  }
  if (job.emergency) {
    const { signed, person, ...key } = job.emergency
    const checked = checkVote(signed, { person, keys: [pinnedKeyOf(key)] }, context)
    if (!checked.ok) return null
    votes.push(checked.vote)
  }
  const policies: SignedPolicy[] = []
  for (const { signed, person, ...key } of job.policies) {
    const checked = checkPolicy(signed, { person, keys: [pinnedKeyOf(key)] })
    if (!checked.ok || !policyCovers(checked.signed.policy, document, context.now).ok) return null
    policies.push(checked.signed)
  }
  return { votes, delegations, policies }
}

/** An owner may have delegated to the same person several times; one is enough, and a node reads only so many. */
const oneOfEach = (delegations: readonly SignedDelegation[]): SignedDelegation[] => [
  ...new Map(delegations.map((one) => [one.delegation.from, one])).values(),
]
