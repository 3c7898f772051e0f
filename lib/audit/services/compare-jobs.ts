import type { EntityManager } from 'typeorm'
import { eventsOfStreams, eventsWithoutJob, type JobEventRow, jobsAfter } from '@/lib/audit/db/jobs'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { differences, projectJob } from '@/lib/audit/domain/job-projection'

/** How many jobs were compared with their events, and how many have none because they ended before the log began. */
export type JobCounts = { compared: number; without_events: number }

const jobsPerPage = 1_000

const placeOf = (event: JobEventRow): { id: number; stream: string; seq: number } => ({
  id: Number(event.event_id),
  stream: event.stream,
  seq: event.seq,
})

/** Compares every job with its events: node, requester, task, status, history and parameters. */
export async function compareJobs(
  tx: EntityManager,
  findings: AuditFindings,
  noted?: (jobs: number) => Promise<void>,
): Promise<JobCounts> {
  const counts = { compared: 0, without_events: 0 }
  for (let after: string | null = null; ; ) {
    const jobs = await jobsAfter(tx, after, jobsPerPage)
    const chains = new Map<string, JobEventRow[]>(jobs.map((job) => [`job:${job.job_id}`, []]))
    for (const event of await eventsOfStreams(tx, [...chains.keys()])) chains.get(event.stream)?.push(event)
    for (const job of jobs) {
      const events = chains.get(`job:${job.job_id}`) ?? []
      const last = events.at(-1)
      if (!last) {
        counts.without_events += 1
        continue
      }
      counts.compared += 1
      const projected = projectJob(events.map(({ body }) => body))
      // An event that is not a JSON object says nothing about the job, and the chain check has already reported it.
      if (!projected) continue
      for (const difference of differences(projected, { ...job, paramsHash: job.params_sha256 }))
        findings.add('unlike', placeOf(last), `the job ${difference}`)
    }
    await noted?.(counts.compared + counts.without_events)
    after = jobs.at(-1)?.job_id ?? after
    if (jobs.length < jobsPerPage) break
  }
  await findMissingJobs(tx, findings)
  return counts
}

async function findMissingJobs(tx: EntityManager, findings: AuditFindings): Promise<void> {
  for (let after = ''; ; ) {
    const events = await eventsWithoutJob(tx, after, jobsPerPage)
    for (const event of events)
      if (projectJob([event.body])?.deleted !== true)
        findings.add('unlike', placeOf(event), 'the job is gone, but no event says that it was deleted')
    after = events.at(-1)?.stream ?? after
    if (events.length < jobsPerPage) return
  }
}
