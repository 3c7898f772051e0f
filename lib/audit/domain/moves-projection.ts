import type { JobStatus } from '@/lib/kernel/job-status'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { WrongEvent } from './job-sequence'

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

/** A vote for a job, or an emergency approval, of the present round. */
type Decided = {
  decision: JsonValue
  revision: number
  person: JsonValue
  key: JsonValue
  emergency: boolean
  /** Of a vote by a policy: which revision of which. */
  policy: UsedRevision | null
}
export type UsedRevision = { id: JsonValue; revision: JsonValue }

/** A move that needs consent, and what it rested on. */
export type CountedMove = {
  event: number
  from: string
  to: string
  revision: number
  approvals: readonly Decided[]
}

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
  private readonly decisions = new Map<JsonValue, Decided>()
  /** The latest revision that an event names. */
  private revision = 1
  readonly wrong: WrongEvent[] = []
  readonly counted: CountedMove[] = []

  take(body: JsonObject, event: number): void {
    const { kind, vote_id: voteId = null, decision = null } = body
    if (kind === 'requested' || kind === 'deleted') this.begin()
    const revision = typeof body.revision === 'number' ? body.revision : this.revision
    this.revision = Math.max(this.revision, revision)
    const { person_id: person = null, key = null, policy_id: id = null, policy_revision = null } = body
    const policy = id === null ? null : { id, revision: policy_revision }
    if (kind === 'vote')
      this.decisions.set(voteId, { decision, revision, person, key, emergency: false, policy })
    else if (kind === 'vote withdrawn') this.decisions.delete(voteId)
    else if (kind === 'glass broken')
      this.decisions.set(kind, {
        ...{ decision: 'approve', revision, person, key, emergency: true, policy: null },
      })
    else if (kind === 'status') this.move(textOf(body.from), textOf(body.to), event)
    // What was decided on has changed.
    if (kind === 'revised' || kind === 'window') this.decisions.clear()
  }

  /** A job that was deleted may be requested again. */
  private begin(): void {
    this.decisions.clear()
    this.revision = 1
  }

  private move(from: string, to: string, event: number): void {
    const needed = basis[to]
    if (!isMove(from, to)) this.wrong.push({ event, what: `went from ${from} to ${to}, as no job may` })
    else if (needed && this.decided(needed.decision).length === 0)
      this.wrong.push({ event, what: `went from ${from} to ${to} without ${needed.called} among its events` })
    else if (needed?.decision === 'approve')
      this.counted.push({ event, from, to, revision: this.revision, approvals: this.decided('approve') })
    if (to === 'PendingApproval') this.decisions.clear()
  }

  private decided(needed: string): Decided[] {
    return [...this.decisions.values()].filter(
      ({ decision, revision }) => decision === needed && revision === this.revision,
    )
  }
}
