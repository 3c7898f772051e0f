import { sha256 } from '@/lib/audit/db/hash'
import type { JobEventRow, JobRow } from '@/lib/audit/db/jobs'
import { wrongDecisions } from '@/lib/audit/domain/decision-check'
import { decidedOtherwise, documentProblems, type StoredDocument } from '@/lib/audit/domain/document-check'
import { parseEvent } from '@/lib/audit/domain/event-json'
import { differences, type ProjectedJob, projectEvents, projectJob } from '@/lib/audit/domain/job-projection'
import type { WrongEvent } from '@/lib/audit/domain/job-sequence'
import type { RightsHistory } from '@/lib/audit/domain/rights-history'
import type { RightsProjection } from '@/lib/audit/domain/rights-projection'
import { signatureProblems } from './check-signatures'
import { judgedJobs } from './judged-jobs'
import { policyProblems } from './policy-problems'
import { repeatedStatements } from './repeated-statements'

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
  const decided = rights
    ? judgedJobs(events, bodies, before, { job, documents }).flatMap((each) =>
        wrongDecisions(rights, each, projected),
      )
    : []
  const wrong = [...wrongEvents(projected), ...decided].filter(({ event }) => event >= before)
  // What was changed no longer verifies anyway.
  const forged = differs.length > 0 ? [] : storedProblems(job, documents, projected)
  return [...differs, ...wrong.map(({ what }) => what), ...forged]
}

/** What is wrong with the events of a job that was deleted. */
export function deletedJobProblems(events: readonly JobEventRow[], { adoption, rights }: Logged): string[] {
  const before = countBefore(events, adoption)
  const bodies = events.map(({ body }) => parseEvent(body))
  const projected = projectEvents(bodies, before)
  if (!projected) return []
  const decided = rights
    ? judgedJobs(events, bodies, before, null).flatMap((each) => wrongDecisions(rights, each, projected))
    : []
  return [...wrongEvents(projected), ...decided]
    .filter(({ event }) => event >= before)
    .map(({ what }) => what)
}

const countBefore = (events: readonly JobEventRow[], adoption: Adoption): number =>
  events.filter(({ event_id }) => Number(event_id) <= (adoption?.id ?? 0)).length

const wrongEvents = ({ decisions, sequence }: ProjectedJob): WrongEvent[] => [
  ...decisions.moves.wrong,
  ...sequence,
]

/** What is stored of a job that cannot be as it is, whatever its events say. */
const storedProblems = (
  job: JobRow,
  documents: readonly StoredDocument[],
  { decisions }: ProjectedJob,
): string[] => [
  ...repeatedStatements(job.signed, decisions.all),
  ...signatureProblems(job.signed),
  ...documents.flatMap((one) => documentProblems(one, sha256)),
  ...policyProblems(job.votes, documents),
  ...decidedOtherwise([...job.votes, ...job.emergencies], documents),
]

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
