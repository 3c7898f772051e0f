import type { LoggedEvent } from '@/lib/board/domain/timeline'
import type { StatusChange } from '@/lib/jobs/domain/status'

type Vote = { at: string; did: string; decision: 'approve' | 'reject' }

/**
 * When each vote on a sample job was given, as its story has it. The sample fleet tells of weeks; the votes in it are
 * cast while it is loaded, so that the database checks them like any other, and carry that time, as does the log, which
 * is not rewritten. On the page of the job such a vote belongs to the decision that it led to. A vote that somebody gave
 * since finds no earlier decision of theirs without one, and keeps its time.
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

/** What the log has of a sample job, its votes at the times of its story. */
export function storyEvents(events: readonly LoggedEvent[], history: readonly StatusChange[]): LoggedEvent[] {
  const votes = events.flatMap((event) =>
    event.kind === 'vote' && event.person_did && event.decision
      ? { event, at: event.at, did: event.person_did, decision: event.decision }
      : [],
  )
  const times = storyTimes(votes, history)
  const timeOf = new Map(votes.map(({ event }, index) => [event, times[index]]))
  return events.map((event) => ({ ...event, at: timeOf.get(event) ?? event.at }))
}
