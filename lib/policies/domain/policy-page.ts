import type { Policy } from '@/lib/signing/domain/policy'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'
import type { PolicyState } from './policy-state'

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

/** How the jobs ended that it approved: `failed` as a replay counts it. */
export type HowItDid = { approved: number; failed: number }

export type PolicyRevision = HowItDid & {
  revision: number
  policy: Policy
  digest: string
  words: string[]
  signedAt: string
  state: PolicyState
  /** When its owner ended it, replaced it or revoked its key; null: it goes on to its end. */
  endedAt: string | null
  endedBy: string | null
}

/** `revisions`: the latest first. `names`: of the nodes that they name, as far as the viewer may see them. */
export type PolicyPage = {
  policyId: string
  name: string
  owner: { did: string; name: string; you: boolean }
  revisions: PolicyRevision[]
  names: Record<string, string>
}

/** A policy in a list: its latest revision, and how all of them did. */
export type PolicyRow = Omit<PolicyPage, 'revisions' | 'names'> & { latest: PolicyRevision } & HowItDid
