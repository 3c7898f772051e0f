import type { JobEventRow, JobRow } from '@/lib/audit/db/jobs'
import { type JudgedJob, toldBy } from '@/lib/audit/domain/decision-check'
import { riskOf, type StoredDocument } from '@/lib/audit/domain/document-check'
import { parseEvent } from '@/lib/audit/domain/event-json'
import { micros } from '@/lib/audit/domain/row-values'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { approvedAt } from './policy-problems'

type Stored = { job: JobRow; documents: readonly StoredDocument[] }

/**
 * What decisions on a job are judged by, once for each time that it was requested: one that was deleted may come again with its id, and
 * about something else. `before`: how many events are from before the log; `stored` null: the job is gone.
 */
export function judgedJobs(
  events: readonly JobEventRow[],
  bodies: readonly (JsonObject | null)[],
  before: number,
  stored: Stored | null,
): JudgedJob[] {
  const told = events.map(({ event_id }, n) => toldBy(Number(event_id), bodies[n] ?? {}))
  const starts = bodies.flatMap((body, n) => (body?.kind === 'requested' ? [n] : []))
  const first = starts[0] === 0 || !stored ? [] : [0]
  const from = starts.length > 0 ? starts : first
  return from.map((start, n) => {
    const requested = bodies[start]?.kind === 'requested' ? bodies[start] : null
    const to = from[n + 1] ?? events.length
    const present = to === events.length ? stored : null
    return {
      ...(present ? subjectOf(present.job) : subjectIn(requested ?? {})),
      ...{ from: start, to, gone: present === null, events: told },
      adopted: requested === null || start < before,
      requestedAt: requested ? micros(requested.at) : null,
      risk: risksOf(present?.documents ?? []),
      approvedAt: present ? approvedAt(present.job.votes, present.documents) : () => true,
    }
  })
}

type Subject = Pick<JudgedJob, 'node' | 'requester' | 'task'>

const subjectOf = (job: JobRow): Subject => ({
  ...{ node: job.target_node_did, requester: job.requester_did, task: job.task_name },
})

const subjectIn = (requested: JsonObject): Subject => ({
  node: String(requested.target_node_did),
  requester: String(requested.requester_did),
  task: String(requested.task_name),
})

function risksOf(documents: readonly StoredDocument[]): JudgedJob['risk'] {
  const risks = new Map<JsonValue, JsonValue>(
    documents.map(({ revision, document }) => [revision, riskOf(parseEvent(document) ?? {})]),
  )
  return (revision) => risks.get(revision)
}
