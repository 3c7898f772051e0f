import { countConsent } from './consent-count'
import type { HistoryEvent, HistoryJob, Move } from './history'
import { rightsBetween } from './history-rights'
import { documentOf } from './offer-check'

/** `key`: the key that signed it. */
export type Vote = { person: string; decision: string; revision: number; key: string | null }

/** What people have decided about a job, and the revision that it is in. */
export type Decisions = { revision: number; votes: Map<string, Vote>; emergency: Vote[] }

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
    const peopleWho = (decision: string): string[] =>
      decisions
        .filter((one) => one.decision === decision && one.revision === state.revision)
        .filter(({ key }) => key === null || !ended.includes(key))
        .map(({ person }) => person)
    const subject = {
      ...{ node: job.target_node_did, labels: {}, task: job.task_name },
      risk: documentOf(job, state.revision)?.risk ?? null,
      ...{ requesterDid: job.requester_did, requesterId: job.requester_id },
      requestedAt: requested?.body.at ?? '',
      ...{ approvals: peopleWho('approve'), emergency: peopleWho('emergency') },
    }
    return at.some((moment) => countConsent(seen, subject, moment).met)
  })
}
