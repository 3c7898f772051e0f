import { type Policy, parsePolicy } from '@/lib/signing/domain/policy'
import type { Parsed } from '@/lib/signing/domain/strict'

/** What its owner writes of a policy; Hakim adds which policy and revision it is, and whose. */
export type PolicyDraft = Omit<Policy, 'version' | 'policy_id' | 'revision' | 'person'>

/** What Hakim adds to a draft. */
export type PolicyIdentity = Pick<Policy, 'policy_id' | 'revision' | 'person'>

export const draftOf = ({ version: _, policy_id, revision, person, ...draft }: Policy): PolicyDraft => draft

/** The policy that would be signed; what is missing in a form is no policy yet. */
export const completed = (draft: object, identity: PolicyIdentity): Parsed<Policy> =>
  parsePolicy({ version: 1, ...draft, ...identity })

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
