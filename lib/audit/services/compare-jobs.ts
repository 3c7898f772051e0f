import type { EntityManager } from 'typeorm'
import { documentsOf } from '@/lib/audit/db/documents'
import {
  adoptedAndGone,
  adoptedJobs,
  eventsOfStreams,
  type JobEventRow,
  jobPages,
  streamsWithoutJob,
} from '@/lib/audit/db/jobs'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { projectJob } from '@/lib/audit/domain/job-projection'
import { type Adoption, deletedJobProblems, jobProblems, type Logged } from './job-differences'

/** How many jobs were compared with their events, and how many have none because they ended before the log began. */
export type JobCounts = { compared: number; without_events: number }

const jobsPerPage = 1_000

const placeOf = (event: JobEventRow): { id: number; stream: string; seq: number } => ({
  id: Number(event.event_id),
  stream: event.stream,
  seq: event.seq,
})

const streamOf = (job: string): string => `job:${job}`

/** Takes the rows out of their list, so that they can be collected after use. */
function grouped<T>(rows: T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows.splice(0)) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}

/**
 * Compares every job with its events: node, requester, task, status, history, parameters, votes, emergency approvals, and by
 * a digest its details, times, documents and log lines. A job from before the log is compared with its digests of then.
 */
export async function compareJobs(
  tx: EntityManager,
  findings: AuditFindings,
  logged: Logged,
  noted?: (jobs: number) => Promise<void>,
): Promise<JobCounts> {
  const counts = { compared: 0, without_events: 0 }
  await compareAdoption(tx, findings, logged.adoption)
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
      const compared = { job, events, documents: documents.get(job.job_id) ?? [] }
      for (const what of jobProblems(compared, logged)) findings.add('unlike', place, `the job ${what}`)
    }
    await noted?.(counts.compared + counts.without_events)
  }
  await findMissingJobs(tx, findings, logged)
  return counts
}

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
async function findMissingJobs(tx: EntityManager, findings: AuditFindings, logged: Logged): Promise<void> {
  for (const { job_id } of await adoptedAndGone(tx, jobsPerPage))
    findings.add('unlike', { stream: streamOf(job_id) }, gone)
  for (let after = ''; ; ) {
    const streams = await streamsWithoutJob(tx, after, jobsPerPage)
    const chains = grouped(await eventsOfStreams(tx, streams), ({ stream }) => stream)
    for (const events of chains.values()) addMissing(findings, events, logged)
    after = streams.at(-1) ?? after
    if (streams.length < jobsPerPage) return
  }
}

const gone = 'the job is gone, but no event says that it was deleted'

function addMissing(findings: AuditFindings, events: readonly JobEventRow[], logged: Logged): void {
  const last = events.at(-1)
  if (!last) return
  if (projectJob([last.body])?.deleted !== true) findings.add('unlike', placeOf(last), gone)
  for (const what of deletedJobProblems(events, logged))
    findings.add('unlike', placeOf(last), `the job ${what}`)
}
