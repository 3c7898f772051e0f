import { countConsent, type Rights } from './consent-count'
import type { HistoryEvent, HistoryJob, Move } from './history'
import { rightsBetween } from './history-rights'
import { documentOf } from './offer-check'

/** `key`: the key that signed it; `policy`: which revision of which policy gave it, if one did. */
export type Vote = {
  person: string
  decision: string
  revision: number
  key: string | null
  policy: { id: string; revision: number } | null
}

/** What people have decided about a job, and the revision that it is in. */
export type Decisions = {
  revision: number
  votes: Map<string, Vote>
  emergency: Vote[]
  /** Who has withdrawn a vote: no policy of theirs approves the job any more. */
  withdrew: Set<string>
}

/**
 * Whether the votes sufficed at some moment between the two snapshots: the guard read rights in between, and may or may
 * not have seen a change that was committed just then.
 */
export function consented(
  state: Decisions,
  job: HistoryJob,
  rights: readonly HistoryEvent[],
  first: Move,
  second: Move,
): boolean {
  const requested = job.events.find(({ body }) => body.kind === 'requested')
  const decisions = [...state.votes.values(), ...state.emergency]
  const at = [first.at, second.at].map((time) => Date.parse(time))
  return rightsBetween(rights, first, second).some((seen) => {
    // With the key that signed it, a decision ends.
    const ended = seen.consent_keys.filter(({ revoked_at }) => revoked_at !== null).map(({ key }) => key)
    const stands = ({ policy, person }: Vote): boolean =>
      policy === null || (!state.withdrew.has(person) && inForce(seen, policy))
    const counted = decisions
      .filter((one) => one.revision === state.revision && stands(one))
      .filter(({ key }) => key === null || !ended.includes(key))
    const peopleWho = (decision: string): string[] =>
      counted.filter((one) => one.decision === decision).map(({ person }) => person)
    const subject = {
      ...{ node: job.target_node_did, labels: {}, task: job.task_name },
      risk: documentOf(job, state.revision)?.risk ?? null,
      ...{ requesterDid: job.requester_did, requesterId: job.requester_id },
      requestedAt: requested?.body.at ?? '',
      byPolicy: counted.filter(({ policy }) => policy !== null).map(({ person }) => person),
      ...{ approvals: peopleWho('approve'), emergency: peopleWho('emergency') },
    }
    return at.some((moment) => countConsent(seen, subject, moment).met)
  })
}

/** Not ended, and its key not revoked; the guard of votes checked its bounds against the same document. */
const inForce = (rights: Rights, { id, revision }: NonNullable<Vote['policy']>): boolean =>
  rights.policy_revisions.some(
    (one) =>
      one.policy_id === id &&
      one.revision === revision &&
      one.ended_at === null &&
      rights.consent_keys.every((key) => key.key_id !== one.key_id || key.revoked_at === null),
  )
