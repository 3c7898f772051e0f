import { sha256 } from '@/lib/audit/db/hash'
import type { JobEventRow, JobRow } from '@/lib/audit/db/jobs'
import { micros } from '@/lib/audit/domain/consent-count'
import { type JudgedJob, toldBy, wrongDecisions } from '@/lib/audit/domain/decision-check'
import {
  decidedOtherwise,
  documentProblems,
  riskOf,
  type StoredDocument,
} from '@/lib/audit/domain/document-check'
import { parseEvent } from '@/lib/audit/domain/event-json'
import { differences, type ProjectedJob, projectEvents, projectJob } from '@/lib/audit/domain/job-projection'
import type { WrongEvent } from '@/lib/audit/domain/job-sequence'
import type { RightsHistory } from '@/lib/audit/domain/rights-history'
import type { RightsProjection } from '@/lib/audit/domain/rights-projection'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { signatureProblems } from './check-signatures'

/** What the log says of the jobs that were there before it. */
export type Adoption = RightsProjection['adopted']

/** What the walk over the log has found out; `rights` null: whether people could decide is not judged. */
export type Logged = { adoption: Adoption; rights: RightsHistory | null }

/** A job with everything that it is compared with. */
export type ComparedJob = {
  job: JobRow
  events: readonly JobEventRow[]
  documents: readonly StoredDocument[]
}

/** How a job differs from its events, and what is wrong with these and with what was signed. */
export function jobProblems({ job, events, documents }: ComparedJob, { adoption, rights }: Logged): string[] {
  // A job from before the log may have been decided on before votes were events; what it did since then is judged.
  const before = job.adopted ? countBefore(events, adoption) : 0
  const bodies = events.map(({ body }) => parseEvent(body))
  const projected = projectEvents(bodies, before)
  // Nothing of Hakim writes such an event; whoever adds one to a chain must not hide the job behind it.
  if (!projected) return ['has an event that cannot be read, so that nothing is known of it']
  const { paramsHash, detailsHash } = { paramsHash: job.params_sha256, detailsHash: job.details_sha256 }
  const differs = differences(projected, { ...job, paramsHash, detailsHash })
  if (!projected.fromStart && !job.adopted) return [unknown]
  if (!projected.fromStart) differs.push(...olderDifferences(job, events, adoption))
  const decided = rights ? wrongDecisions(rights, judged(job, events, bodies, documents), projected) : []
  const wrong = [...wrongEvents(projected), ...decided].filter(({ event }) => event >= before)
  // What was changed no longer verifies anyway.
  const forged = differs.length > 0 ? [] : storedProblems(job, documents)
  return [...differs, ...wrong.map(({ what }) => what), ...forged]
}

/** What is wrong with the events of a job that was deleted. */
export function deletedJobProblems(events: readonly JobEventRow[], adoption: Adoption): string[] {
  const before = countBefore(events, adoption)
  const projected = projectJob(
    events.map(({ body }) => body),
    before,
  )
  const wrong = projected ? wrongEvents(projected) : []
  return wrong.filter(({ event }) => event >= before).map(({ what }) => what)
}

const countBefore = (events: readonly JobEventRow[], adoption: Adoption): number =>
  events.filter(({ event_id }) => Number(event_id) <= (adoption?.id ?? 0)).length

const wrongEvents = ({ decisions, sequence }: ProjectedJob): WrongEvent[] => [
  ...decisions.moves.wrong,
  ...sequence,
]

/** What is stored of a job that cannot be as it is, whatever its events say. */
const storedProblems = (job: JobRow, documents: readonly StoredDocument[]): string[] => [
  ...signatureProblems(job.signed),
  ...documents.flatMap((one) => documentProblems(one, sha256)),
  ...decidedOtherwise([...job.votes, ...job.emergencies], documents),
]

/** What decisions on a job are judged by. */
function judged(
  job: JobRow,
  events: readonly JobEventRow[],
  bodies: readonly (JsonObject | null)[],
  documents: readonly StoredDocument[],
): JudgedJob {
  const requested = bodies.findLast((body) => body?.kind === 'requested')
  const risks = new Map<JsonValue, JsonValue>(
    documents.map(({ revision, document }) => [revision, riskOf(parseEvent(document) ?? {})]),
  )
  return {
    ...{ node: job.target_node_did, requester: job.requester_did, task: job.task_name, adopted: job.adopted },
    requestedAt: requested ? micros(requested.at) : null,
    events: events.map(({ event_id }, n) => toldBy(Number(event_id), bodies[n] ?? {})),
    risk: (revision) => risks.get(revision),
  }
}

const unknown = 'is not in the log: no event says that it was requested, and it was not there before the log'

/** How a job of which no event says that it was requested is not as it was before the log. */
function olderDifferences(job: JobRow, events: readonly JobEventRow[], adoption: Adoption): string[] {
  const wrong: string[] = []
  if (job.same_subject === false)
    wrong.push('is not the one that was there before the log: its node, requester, task or time of request')
  const later = projectJob(
    events.filter(({ event_id }) => Number(event_id) > (adoption?.id ?? 0)).map(({ body }) => body),
  )
  if (job.same_state === false && later?.status === null && later.detailsHash === null)
    wrong.push('is not as it was when the log began, and no event says why')
  return wrong
}
