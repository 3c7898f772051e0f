import type { Policy } from '@/lib/signing/domain/policy'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'

/** What a node of the viewer offers that a policy could approve, as these nodes offer it alike; `nodes`: places in the list. */
export type PolicyOffer = {
  task: string
  title: string | null
  digest: string
  risk: string | null
  command: string[] | null
  params: ParamsSchema
  nodes: number[]
}

export type OwnNode = { did: string; name: string | null; labels: Record<string, string> }

/** What can be chosen in the form of a policy; `more`: the viewer owns further nodes. */
export type PolicyChoices = { nodes: OwnNode[]; offers: PolicyOffer[]; more: boolean }

export const policyStates = ['in_force', 'not_started', 'ended'] as const
export type PolicyState = (typeof policyStates)[number]

export const policyStateNames: Record<PolicyState, string> = {
  in_force: 'In force',
  not_started: 'Not started',
  ended: 'Ended',
}

type Times = { starts: string; ends: string; endedAt: string | null }

export function policyState({ starts, ends, endedAt }: Times, now: number): PolicyState {
  if (endedAt !== null || Date.parse(ends) <= now) return 'ended'
  return Date.parse(starts) > now ? 'not_started' : 'in_force'
}

/** How the jobs that a revision approved ended: `failed` as a replay counts it. */
export type HowItDid = { approved: number; failed: number }

export type PolicyRevision = HowItDid & {
  revision: number
  policy: Policy
  digest: string
  words: string[]
  signedAt: string
  state: PolicyState
  /** When it stopped approving: replaced, ended, or at its end; null: it has not. */
  endedAt: string | null
  endedBy: string | null
}

/** `revisions`: the latest first. */
export type PolicyPage = {
  policyId: string
  name: string
  owner: { did: string; name: string; you: boolean }
  revisions: PolicyRevision[]
  /** The names of the nodes that its revisions name, as far as the viewer may see them. */
  names: Record<string, string>
}

export type PolicyRow = HowItDid & {
  policyId: string
  name: string
  owner: { did: string; name: string; you: boolean }
  revision: number
  task: string
  nodes: number
  signedAt: string
  starts: string
  ends: string
  endedAt: string | null
  state: PolicyState
}
