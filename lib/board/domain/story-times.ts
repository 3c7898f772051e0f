import type { LoggedEvent } from '@/lib/board/domain/timeline'
import type { StatusChange } from '@/lib/jobs/domain/status'

type Vote = { at: string; did: string; decision: 'approve' | 'reject' }

/**
 * When each vote on a sample job was given according to its story. The sample fleet covers weeks, but its votes are
 * given while it is loaded, so that the database checks them like any other; they carry that time, and so does the
 * log, which is never rewritten. On the job's page such a vote belongs to the decision it led to. A vote given later
 * finds no earlier decision by the same person without one, and keeps its time.
 * @param votes in the order in which they were given
 */
export function storyTimes(votes: readonly Vote[], history: readonly StatusChange[]): string[] {
  const taken = new Set<StatusChange>()
  return votes.map(({ at, did, decision }) => {
    const status = decision === 'reject' ? 'Rejected' : 'Approved'
    const made = history.find(
      (change) =>
        !taken.has(change) &&
        change.status === status &&
        change.actor_did === did &&
        Date.parse(change.timestamp) <= Date.parse(at),
    )
    if (made) taken.add(made)
    return made?.timestamp ?? at
  })
}

/** The log of a sample job, with its votes at the times of its story; nothing was found out there. */
export function storyEvents(events: readonly LoggedEvent[], history: readonly StatusChange[]): LoggedEvent[] {
  const votes = events.flatMap((event) =>
    event.kind === 'vote' && event.person_did && event.decision
      ? { event, at: event.at, did: event.person_did, decision: event.decision }
      : [],
  )
  const times = storyTimes(votes, history)
  const timeOf = new Map(votes.map(({ event }, index) => [event, times[index]]))
  return events.flatMap((event) =>
    event.kind === 'dry run' ? [] : [{ ...event, at: timeOf.get(event) ?? event.at }],
  )
}
