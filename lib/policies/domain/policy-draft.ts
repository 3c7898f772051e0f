import type { Policy } from '@/lib/signing/domain/policy'

// Without the schema, so that a browser loads no parser: the server says what is wrong with a draft.

/** What its owner writes of a policy; Hakim adds which policy and revision it is, and whose. */
export type PolicyDraft = Omit<Policy, 'version' | 'policy_id' | 'revision' | 'person'>

/** What Hakim adds to a draft. */
export type PolicyIdentity = Pick<Policy, 'policy_id' | 'revision' | 'person'>

export const draftOf = ({ version: _, policy_id, revision, person, ...draft }: Policy): PolicyDraft => draft

/** The policy that would be signed; a form that is not filled in is not one yet. */
export const policyOfDraft = (
  draft: PolicyDraft,
  { policy_id, revision, person }: PolicyIdentity,
): Policy => ({ version: 1, ...draft, policy_id, revision, person })

/** A policy as people keep it in a file: every member on a line of its own. */
export const policyFile = (draft: PolicyDraft, { policy_id, revision, person }: PolicyIdentity): string =>
  `${JSON.stringify({ version: 1, policy_id, revision, person, ...draft }, null, 2)}\n`

const dayMs = 86_400_000

/** How long a new policy holds unless its owner says otherwise. */
const usualDays = 90

export const dayStart = (at: number): string => new Date(Math.floor(at / dayMs) * dayMs).toISOString()

export const emptyDraft = (now: number): PolicyDraft => ({
  ...{ nodes: [], task: '', offer_digests: [], params: {}, windows: [] },
  rate: { per_node_per_day: 1, per_day: 10 },
  starts: dayStart(now),
  ends: dayStart(now + (usualDays + 1) * dayMs),
})
