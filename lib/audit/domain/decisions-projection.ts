import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { sameJson } from './event-json'
import { Moves } from './moves-projection'
import { pick } from './pick'

/** Columns of a vote and of an emergency approval, as their events have them; older events lack some. */
const voteColumns = [
  ...['person_id', 'revision', 'decision', 'approval_hash', 'reason', 'key', 'signed_sha256', 'decided_at'],
  ...['policy_id', 'policy_revision'],
]
/** Only the event of a vote by a policy names it. */
const byHand = { policy_id: null, policy_revision: null }
const emergencyColumns = ['person_id', 'approval_hash', 'reason', 'key', 'signed_sha256', 'broken_at']

/** The votes on a job and its emergency approvals, as the job's events have them, and the moves that rest on them. */
export class Decisions {
  private readonly votes = new Map<JsonValue, JsonObject>()
  private readonly emergencies = new Map<JsonValue, JsonObject>()
  readonly moves = new Moves()
  /** Everything that somebody decided, with its place among the events. */
  readonly all: { event: number; body: JsonObject }[] = []

  /** `event`: its place among the job's events. */
  take(body: JsonObject, event: number): void {
    const { kind, vote_id: voteId = null } = body
    this.moves.take(body, event)
    // What was decided on a job that was deleted stays to be judged.
    if (kind === 'requested' || kind === 'deleted') {
      this.votes.clear()
      this.emergencies.clear()
    }
    if (kind === 'vote' || kind === 'glass broken' || kind === 'glass reviewed')
      this.all.push({ event, body })
    if (kind === 'vote') this.votes.set(voteId, { ...byHand, ...pick(voteColumns, body), withdrawn_at: null })
    else if (kind === 'vote withdrawn') {
      const vote = this.votes.get(voteId)
      // Older events do not say when.
      if (vote && 'withdrawn_at' in body) vote.withdrawn_at = body.withdrawn_at ?? null
      else if (vote) delete vote.withdrawn_at
    } else if (kind === 'glass broken')
      this.emergencies.set(body.revision ?? null, {
        ...pick(emergencyColumns, body),
        reviewed_by: null,
        verdict: null,
      })
    else if (kind === 'glass reviewed') {
      // Older events do not say which; a job hardly ever has two.
      const which =
        body.revision ?? [...this.emergencies].findLast(([, one]) => one.verdict === null)?.[0] ?? null
      const { person_id: reviewed_by = null, verdict = null, review = null, reviewed_at } = body
      const reviewed = { reviewed_by, verdict, review, ...(reviewed_at ? { reviewed_at } : {}) }
      this.emergencies.set(which, { ...this.emergencies.get(which), ...reviewed })
    }
  }

  /** How stored votes and emergency approvals differ from the events. */
  differences(votes: readonly JsonObject[], emergencies: readonly JsonObject[]): string[] {
    return [
      ...unlike('a vote', this.votes, votes, 'vote_id'),
      ...unlike('an emergency approval', this.emergencies, emergencies, 'revision'),
    ]
  }
}

const textOf = (id: JsonValue): string => (typeof id === 'string' ? id : JSON.stringify(id))

function unlike(
  name: string,
  logged: ReadonlyMap<JsonValue, JsonObject>,
  stored: readonly JsonObject[],
  key: string,
): string[] {
  const wrong: string[] = []
  const found = new Set<JsonValue>()
  for (const row of stored) {
    const id = row[key] ?? null
    const events = logged.get(id)
    found.add(id)
    if (!events) wrong.push(`has ${name} (${textOf(id)}) that its events do not have`)
    else
      for (const [column, value] of Object.entries(events))
        if (!sameJson(value, row[column] ?? null))
          wrong.push(`has ${name} (${textOf(id)}) whose ${column} differs from its events`)
  }
  for (const id of logged.keys())
    if (!found.has(id)) wrong.push(`lacks ${name} (${textOf(id)}) that its events have`)
  return wrong
}
