import type { JobStatus } from '@/lib/kernel/job-status'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'

/** The state machine of jobs; a test compares it with theirs. The table in the database can be edited like any other. */
export const moves: Readonly<Record<string, readonly JobStatus[]>> = {
  PendingApproval: ['Approved', 'Rejected', 'Cancelled', 'Expired'],
  Approved: ['PendingApproval', 'Running', 'Cancelled', 'Expired'],
  Running: ['Completed', 'Failed', 'Cancelled', 'Lost'],
  Lost: ['Completed', 'Failed'],
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : 'unknown')

const isMove = (from: string, to: string): boolean =>
  Object.entries(moves).some(([status, next]) => status === from && next.some((each) => each === to))

/** What a move rests on: without one such decision no rule is met. */
const basis: Record<string, { decision: string; called: string }> = {
  Approved: { decision: 'approve', called: 'a vote for it or an emergency approval' },
  Running: { decision: 'approve', called: 'a vote for it or an emergency approval' },
  Rejected: { decision: 'reject', called: 'a vote against it' },
}

/**
 * Whether a job moved as jobs may, by its events: a guard that was switched off, or a list of moves that was extended, leaves
 * events that agree with the job.
 */
export class Moves {
  /** The decisions of the present round, by the id of the vote. */
  private readonly decisions = new Map<JsonValue, { decision: JsonValue; revision: number }>()
  /** The latest revision that an event names. */
  private revision = 1
  /** What was wrong, and with which event, counted from 0. */
  readonly wrong: { event: number; what: string }[] = []

  take(body: JsonObject, event: number): void {
    const { kind, vote_id: voteId = null, decision = null } = body
    const revision = typeof body.revision === 'number' ? body.revision : this.revision
    this.revision = Math.max(this.revision, revision)
    if (kind === 'vote') this.decisions.set(voteId, { decision, revision })
    else if (kind === 'vote withdrawn') this.decisions.delete(voteId)
    else if (kind === 'glass broken') this.decisions.set(kind, { decision: 'approve', revision })
    else if (kind === 'status') this.move(textOf(body.from), textOf(body.to), event)
    // What was decided on has changed.
    if (kind === 'revised' || kind === 'window') this.decisions.clear()
  }

  private move(from: string, to: string, event: number): void {
    const needed = basis[to]
    if (!isMove(from, to)) this.wrong.push({ event, what: `went from ${from} to ${to}, as no job may` })
    else if (needed && !this.isDecided(needed.decision))
      this.wrong.push({ event, what: `went from ${from} to ${to} without ${needed.called} among its events` })
    if (to === 'PendingApproval') this.decisions.clear()
  }

  private isDecided(needed: string): boolean {
    return [...this.decisions.values()].some(
      ({ decision, revision }) => decision === needed && revision === this.revision,
    )
  }
}
