import { countDecided, readDecided } from '@/lib/board/db/decided'
import { readJobsOf } from '@/lib/board/db/triage'
import type { DecidedToday } from '@/lib/board/domain/decided-today'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobRow } from './job-row'

const mostShown = 500

export const countDecidedToday = async ({ id }: PersonViewer, zone: string): Promise<number> =>
  countDecided((await database()).manager, id, zone)

/** What the viewer has decided since midnight in the zone, newest first; without jobs that they may not see any more. */
export async function decidedToday(viewer: PersonViewer, zone: string): Promise<DecidedToday[]> {
  const { manager } = await database()
  return readWithJobs(manager, async () => {
    const votes = await readDecided(manager, viewer.id, zone, mostShown)
    const jobIds = [...new Set(votes.map(({ job_id }) => job_id))]
    const jobs = await readJobsOf(manager, viewer.id, jobIds)
    const visible = new Map(jobs.filter(({ hidden }) => !hidden).map((job) => [job.job_id, job]))
    return votes.flatMap((vote) => {
      const job = visible.get(vote.job_id)
      if (!job) return []
      const { decision, reason, decided_at, withdrawn_at } = vote
      const row = jobRow(viewer, job, undefined)
      return [{ job: row, decision, reason, at: decided_at.toISOString(), withdrawn: withdrawn_at !== null }]
    })
  })
}
