import type { UsedPolicy } from './check-policies'
import type { PinnedKey } from './pinned-key'
import type { Pins } from './pins'
import { countPersons } from './quorum'
import { type Refusal, refuseConsent } from './refusal'
import type { SignedVote } from './vote'

/** A key under which a vote counts: for an owner, or as one for emergencies. */
export type Place = { key: PinnedKey; owner: string | null }
export type CountedVote = SignedVote & { places: Place[]; counter: number | null }

/**
 * `persons`: who approved and counts; `counters`: what the passkeys among the keys say of their number of signatures; `policies`: those
 * that were handed out, which approve for their owners.
 */
export type VerifiedVotes = {
  ok: true
  by: 'owners' | 'emergency'
  persons: string[]
  counters: { key: string; counter: number }[]
  policies: UsedPolicy[]
}
export type VotesRefusal = Refusal<
  | 'signature_bad'
  | 'key_unknown'
  | 'own_request'
  | 'policy_outside'
  | 'policy_replaced'
  | 'policy_rate'
  | 'quorum'
>

/** The approvals that still hold: not of somebody who has decided otherwise since, or at the same moment. */
export function standingApprovals(votes: readonly CountedVote[]): CountedVote[] {
  const approves = ({ statement: { decision } }: CountedVote) =>
    decision === 'approve' || decision === 'emergency'
  const against = votes.filter((vote) => !approves(vote))
  return votes.filter(
    (vote) =>
      approves(vote) &&
      !against.some(
        ({ statement: no }) =>
          no.person === vote.statement.person && no.decided_at >= vote.statement.decided_at,
      ),
  )
}

export function quorumOf(
  approvals: readonly CountedVote[],
  policies: UsedPolicy[],
  pins: Pins,
): VerifiedVotes | VotesRefusal {
  const owners = new Map(policies.map(({ person }) => [person, new Set([person])]))
  const emergency = new Set<string>()
  for (const { statement, places } of approvals)
    for (const { owner } of places) {
      if (owner === null) emergency.add(statement.person)
      else owners.set(statement.person, (owners.get(statement.person) ?? new Set()).add(owner))
    }
  const counters = approvals.flatMap(({ statement: { key }, counter }) =>
    counter === null ? [] : [{ key, counter }],
  )
  const counted = countPersons(owners)
  if (counted >= pins.required)
    return { ok: true, by: 'owners', persons: [...owners.keys()], counters, policies }
  if (pins.emergency && emergency.size >= pins.emergency.required)
    return { ok: true, by: 'emergency', persons: [...emergency], counters, policies }
  const wanted = pins.required === 1 ? '1 owner or delegate' : `${pins.required} owners or their delegates`
  if (emergency.size === 0) return refuseConsent('quorum', wanted, `${counted}`)
  const keys = `${pins.emergency?.required} in an emergency`
  return refuseConsent('quorum', `${wanted}, or ${keys}`, `${counted}, and ${emergency.size}`)
}

/** Whoever decides otherwise about one document takes it out of what they approved beforehand. */
export const unopposed = (policies: readonly UsedPolicy[], votes: readonly CountedVote[]): UsedPolicy[] =>
  policies.filter(
    ({ person }) =>
      !votes.some(
        ({ statement: { person: voter, decision } }) =>
          voter === person && (decision === 'reject' || decision === 'withdraw'),
      ),
  )
