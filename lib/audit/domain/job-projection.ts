import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { Decisions } from './decisions-projection'
import { parseEvent, sameJson } from './event-json'
import { JobSequence, type WrongEvent } from './job-sequence'

const subjectFields = ['target_node_did', 'requester_did', 'task_name'] as const
type Subject = Record<(typeof subjectFields)[number], string | null>

/** A job as its events describe it; null: unknown, since the job is older than the log. */
export type ProjectedJob = {
  deleted: boolean
  status: string | null
  paramsHash: string | null
  /** The digest of details, times, documents and log lines; null if no event has one. */
  detailsHash: string | null
  /** The task, the node and the requester; they never change. */
  subject: Subject | null
  /** The whole history if `fromStart`, else its last entries. */
  history: JsonValue[]
  fromStart: boolean
  decisions: Decisions
  /** Events that do not follow from those before them. */
  sequence: readonly WrongEvent[]
}

const emptyProjection = (decisions: Decisions): ProjectedJob => ({
  deleted: false,
  status: null,
  paramsHash: null,
  detailsHash: null,
  subject: null,
  history: [],
  fromStart: false,
  decisions,
  sequence: [],
})

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)

/**
 * Reads a job from its events, given as JSON texts in their order; null if one of them is not a JSON object. `stated`: how many of them are
 * from before the log began to be compared with the job.
 */
export const projectJob = (texts: readonly string[], stated = 0): ProjectedJob | null =>
  projectEvents(texts.map(parseEvent), stated)

/** The same of events that have been parsed. */
export function projectEvents(events: readonly (JsonObject | null)[], stated = 0): ProjectedJob | null {
  const decisions = new Decisions()
  let projected = emptyProjection(decisions)
  const sequence = new JobSequence(stated)
  for (const [n, event] of events.entries()) {
    if (!event) return null
    const history = event.history
    if (event.kind === 'requested') {
      // A program may have inserted a history that is not a list; it counts as the first entry.
      const first = Array.isArray(history) ? history : [history ?? null]
      projected = {
        ...emptyProjection(decisions),
        status: 'PendingApproval',
        history: first,
        fromStart: true,
      }
      projected.paramsHash = textOf(event.params_sha256)
      const { target_node_did, requester_did, task_name } = event
      projected.subject = {
        target_node_did: textOf(target_node_did),
        requester_did: textOf(requester_did),
        task_name: textOf(task_name),
      }
    } else if (event.kind === 'revised') projected.paramsHash = textOf(event.params_sha256)
    else if (event.kind === 'deleted') projected = { ...emptyProjection(decisions), deleted: true }
    else if (event.kind === 'status' || event.kind === 'note') {
      projected.status = textOf(event.to)
      if (Array.isArray(history)) for (const entry of history) projected.history.push(entry)
    }
    decisions.take(event, n)
    sequence.take(event, n)
    projected.detailsHash = textOf(event.details_sha256) ?? projected.detailsHash
  }
  return { ...projected, sequence: sequence.wrong }
}

export type StoredJob = {
  status: string
  paramsHash: string
  detailsHash: string
  history: JsonValue
  votes: JsonObject[]
  emergencies: JsonObject[]
} & Subject

/** How a stored job differs from its events. */
export function differences(projected: ProjectedJob, job: StoredJob): string[] {
  const wrong: string[] = []
  if (projected.status !== null && projected.status !== job.status)
    wrong.push(`is ${job.status}, but its events say ${projected.status}`)
  if (projected.paramsHash !== null && projected.paramsHash !== job.paramsHash)
    wrong.push('has parameters that differ from its events')
  for (const part of subjectFields)
    if (projected.subject && projected.subject[part] !== job[part])
      wrong.push(`has a ${part} that differs from its events`)
  const stored = Array.isArray(job.history) ? job.history : [job.history]
  const compared = projected.fromStart
    ? stored
    : stored.slice(Math.max(0, stored.length - projected.history.length))
  if (!sameJson(compared, projected.history)) wrong.push('has a history that differs from its events')
  if (projected.detailsHash !== null && projected.detailsHash !== job.detailsHash)
    wrong.push('has details, times, documents or log lines that differ from its events')
  return [...wrong, ...projected.decisions.differences(job.votes, job.emergencies)]
}
