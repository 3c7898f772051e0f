import type { EntityManager } from 'typeorm'
import { documentsOf } from '@/lib/audit/db/documents'
import { sha256 } from '@/lib/audit/db/hash'
import {
  adoptedAndGone,
  adoptedJobs,
  eventsOfStreams,
  type JobEventRow,
  type JobRow,
  jobPages,
  streamsWithoutJob,
} from '@/lib/audit/db/jobs'
import { decidedOtherwise, documentProblems, type StoredDocument } from '@/lib/audit/domain/document-check'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { differences, type ProjectedJob, projectJob } from '@/lib/audit/domain/job-projection'
import type { RightsProjection } from '@/lib/audit/domain/rights-projection'
import { signatureProblems } from './check-signatures'

/** How many jobs were compared with their events, and how many have none because they ended before the log began. */
export type JobCounts = { compared: number; without_events: number }

const jobsPerPage = 1_000

const placeOf = (event: JobEventRow): { id: number; stream: string; seq: number } => ({
  id: Number(event.event_id),
  stream: event.stream,
  seq: event.seq,
})

const streamOf = (job: string): string => `job:${job}`

function grouped<T>(rows: readonly T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}

/** What is stored of a job that cannot be as it is, whatever its events say. */
const problemsOf = (job: JobRow, documents: readonly StoredDocument[]): string[] => [
  ...signatureProblems(job.signed),
  ...documents.flatMap((one) => documentProblems(one, sha256)),
  ...decidedOtherwise([...job.votes, ...job.emergencies], documents),
]

/** What the log says of the jobs that were there before it. */
export type Adoption = RightsProjection['adopted']

/**
 * Compares every job with its events: node, requester, task, status, history, parameters, votes, emergency approvals, and by
 * a digest its details, times, documents and log lines. A job from before the log is compared with its digests of then.
 */
export async function compareJobs(
  tx: EntityManager,
  findings: AuditFindings,
  adoption: Adoption,
  noted?: (jobs: number) => Promise<void>,
): Promise<JobCounts> {
  const counts = { compared: 0, without_events: 0 }
  await compareAdoption(tx, findings, adoption)
  for await (const jobs of jobPages(tx, jobsPerPage)) {
    const ids = jobs.map(({ job_id }) => job_id)
    const chains = grouped(await eventsOfStreams(tx, ids.map(streamOf)), ({ stream }) => stream)
    const documents = grouped(await documentsOf(tx, ids), ({ job_id }) => job_id)
    for (const job of jobs) {
      const events = chains.get(streamOf(job.job_id)) ?? []
      const isOld = events.length === 0 && job.adopted
      counts[isOld ? 'without_events' : 'compared'] += 1
      const last = events.at(-1)
      const place = last ? placeOf(last) : { stream: streamOf(job.job_id) }
      const { differs, was } = findDifferences(job, events, adoption)
      // What was changed no longer verifies anyway.
      const forged = differs.length > 0 ? [] : problemsOf(job, documents.get(job.job_id) ?? [])
      for (const what of [...differs, ...was, ...forged]) findings.add('unlike', place, `the job ${what}`)
    }
    await noted?.(counts.compared + counts.without_events)
  }
  await findMissingJobs(tx, findings, adoption)
  return counts
}

/** How a job differs from its events, and what was wrong with these. */
function findDifferences(
  job: JobRow,
  events: readonly JobEventRow[],
  adoption: Adoption,
): { differs: string[]; was: string[] } {
  // A job from before the log may have been decided on before votes were events; what it did since then is judged.
  const before = job.adopted ? countBefore(events, adoption) : 0
  const projected = projectJob(
    events.map(({ body }) => body),
    before,
  )
  // Nothing of Hakim writes such an event; whoever adds one to a chain must not hide the job behind it.
  if (!projected)
    return { differs: ['has an event that cannot be read, so that nothing is known of it'], was: [] }
  const differs = differences(projected, {
    ...job,
    paramsHash: job.params_sha256,
    detailsHash: job.details_sha256,
  })
  if (!projected.fromStart && !job.adopted) return { differs: [unknown], was: [] }
  if (!projected.fromStart) differs.push(...olderDifferences(job, events, adoption))
  return { differs, was: wrongSince(projected, before) }
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

const countBefore = (events: readonly JobEventRow[], adoption: Adoption): number =>
  events.filter(({ event_id }) => Number(event_id) <= (adoption?.id ?? 0)).length

const wrongSince = ({ decisions, sequence }: ProjectedJob, before: number): string[] =>
  [...decisions.moves.wrong, ...sequence].filter(({ event }) => event >= before).map(({ what }) => what)

async function compareAdoption(
  tx: EntityManager,
  findings: AuditFindings,
  adoption: Adoption,
): Promise<void> {
  const { jobs, sha256 } = await adoptedJobs(tx)
  const place = adoption ? { id: adoption.id, stream: 'rights', seq: adoption.seq } : { stream: 'rights' }
  if (adoption ? adoption.jobs !== jobs || adoption.sha256 !== sha256 : jobs > 0)
    findings.add('unlike', place, 'the list of the jobs from before the log is not the one that the log has')
}

/** Jobs that are gone without an event, and what was wrong with those that were deleted. */
async function findMissingJobs(
  tx: EntityManager,
  findings: AuditFindings,
  adoption: Adoption,
): Promise<void> {
  for (const { job_id } of await adoptedAndGone(tx, jobsPerPage))
    findings.add('unlike', { stream: streamOf(job_id) }, gone)
  for (let after = ''; ; ) {
    const streams = await streamsWithoutJob(tx, after, jobsPerPage)
    const chains = grouped(await eventsOfStreams(tx, streams), ({ stream }) => stream)
    for (const events of chains.values()) addMissing(findings, events, adoption)
    after = streams.at(-1) ?? after
    if (streams.length < jobsPerPage) return
  }
}

const gone = 'the job is gone, but no event says that it was deleted'

function addMissing(findings: AuditFindings, events: readonly JobEventRow[], adoption: Adoption): void {
  const last = events.at(-1)
  if (!last) return
  if (projectJob([last.body])?.deleted !== true) findings.add('unlike', placeOf(last), gone)
  const before = countBefore(events, adoption)
  const projected = projectJob(
    events.map(({ body }) => body),
    before,
  )
  for (const what of projected ? wrongSince(projected, before) : [])
    findings.add('unlike', placeOf(last), `the job ${what}`)
}
