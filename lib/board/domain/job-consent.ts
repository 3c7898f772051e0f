import type { OnNode } from '@/lib/jobs/domain/on-node'
import type { Verdict } from '@/lib/jobs/domain/reason'
import type { Standing } from '@/lib/jobs/domain/refusals'
import type { PersonMention } from './person-mention'

export type Candidate = PersonMention & {
  standing: Standing
  /** Their vote counts now. */
  voted: boolean
  /** Why they cannot vote on this job; null when they can. */
  barred: string | null
}

/** Who has to agree: `group` null means owners and delegates. */
export type VotesNeeded = { group: string | null; votes: number; given: number; people: Candidate[] }

/** `words`: of what was signed, the document or the policy; `clockDifference`: as the function of this name. */
export type VoteSignature =
  | { state: 'unsigned' }
  | { state: 'bad' }
  | {
      state: 'verified'
      kind: 'ed25519' | 'p256' | 'passkey' | 'key'
      words: string[]
      clockDifference: number | null
    }

/** One vote as shown: `note` says why it does not count; null when it does. */
export type ShownVote = {
  id: string
  person: PersonMention
  standing: Standing | null
  decision: 'approve' | 'reject'
  reason: string | null
  at: string
  withdrawnAt: string | null
  revision: number
  /** Whose policy gave it for them; its signature is that of the vote. */
  policy: VotePolicy | null
  signature: VoteSignature
  note: string | null
}

/** `href`: of its page, for those who may read it. */
export type VotePolicy = { name: string; revision: number; href: string | null }

/** A job that was approved without its owner; `review` is null until there is one. */
export type EmergencyApproval = {
  revision: number
  person: PersonMention
  reason: string
  at: string
  signature: VoteSignature
  review: {
    person: PersonMention
    at: string
    verdict: Verdict
    text: string | null
  } | null
}

export type JobConsent = {
  met: boolean
  /** What is missing, in words; null when nothing is. */
  lacks: string | null
  broken: boolean
  votesNeeded: VotesNeeded[]
  votes: ShownVote[]
  emergency: EmergencyApproval[]
}

/** What an approval by the viewer would be. */
export type OwnApproval = {
  /** Whether the node counts it; null: the node has no pins, or they cannot approve, or not so. */
  onNode: OnNode | null
  emergencyOnNode: OnNode | null
  /** Why it is not signed any more; null for whoever has a key, or never had one. */
  unsigned: string | null
}
