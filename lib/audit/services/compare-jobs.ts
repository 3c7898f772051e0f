import type { EntityManager } from 'typeorm'
import {
  adoptedAndGone,
  adoptedJobs,
  eventsOfStreams,
  eventsWithoutJob,
  type JobEventRow,
  type JobRow,
  jobPages,
} from '@/lib/audit/db/jobs'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { differences, projectJob } from '@/lib/audit/domain/job-projection'
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
    const chains = new Map<string, JobEventRow[]>(jobs.map((job) => [`job:${job.job_id}`, []]))
    for (const event of await eventsOfStreams(tx, [...chains.keys()])) chains.get(event.stream)?.push(event)
    for (const job of jobs) {
      const events = chains.get(`job:${job.job_id}`) ?? []
      const isOld = events.length === 0 && job.adopted
      counts[isOld ? 'without_events' : 'compared'] += 1
      const last = events.at(-1)
      const place = last ? placeOf(last) : { stream: `job:${job.job_id}` }
      const wrong = findDifferences(job, events, adoption)
      // What was changed no longer verifies anyway.
      for (const what of wrong.length > 0 ? wrong : signatureProblems(job.signed))
        findings.add('unlike', place, `the job ${what}`)
    }
    await noted?.(counts.compared + counts.without_events)
  }
  await findMissingJobs(tx, findings)
  return counts
}

function findDifferences(job: JobRow, events: readonly JobEventRow[], adoption: Adoption): string[] {
  const projected = projectJob(events.map(({ body }) => body))
  // Nothing of Hakim writes such an event; whoever adds one to a chain must not hide the job behind it.
  if (!projected) return ['has an event that cannot be read, so that nothing is known of it']
  const wrong = differences(projected, {
    ...job,
    paramsHash: job.params_sha256,
    detailsHash: job.details_sha256,
  })
  // A job from before the log may have been decided on before votes were events; what it did since then is judged.
  const before = job.adopted
    ? events.filter(({ event_id }) => Number(event_id) <= (adoption?.id ?? 0)).length
    : 0
  for (const { event, what } of projected.decisions.moves.wrong) if (event >= before) wrong.push(what)
  if (projected.fromStart) return wrong
  if (!job.adopted)
    return ['is not in the log: no event says that it was requested, and it was not there before the log']
  if (job.same_subject === false)
    wrong.push('is not the one that was there before the log: its node, requester, task or time of request')
  const later = projectJob(
    events.filter(({ event_id }) => Number(event_id) > (adoption?.id ?? 0)).map(({ body }) => body),
  )
  if (job.same_state === false && later?.status === null && later.detailsHash === null)
    wrong.push('is not as it was when the log began, and no event says why')
  return wrong
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

async function findMissingJobs(tx: EntityManager, findings: AuditFindings): Promise<void> {
  for (const { job_id } of await adoptedAndGone(tx, jobsPerPage))
    findings.add(
      'unlike',
      { stream: `job:${job_id}` },
      'the job is gone, but no event says that it was deleted',
    )
  for (let after = ''; ; ) {
    const events = await eventsWithoutJob(tx, after, jobsPerPage)
    for (const event of events)
      if (projectJob([event.body])?.deleted !== true)
        findings.add('unlike', placeOf(event), 'the job is gone, but no event says that it was deleted')
    after = events.at(-1)?.stream ?? after
    if (events.length < jobsPerPage) return
  }
}
