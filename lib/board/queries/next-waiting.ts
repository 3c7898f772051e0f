import { readWaiting } from '@/lib/board/db/triage'
import { triageGroups } from '@/lib/board/domain/triage'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { narrowedBy } from './job-board'

/** Among so many that expire first the next is looked for. */
const mostRead = 1_000

/**
 * The job that waits for the viewer after this one, in the order of expiry; after the last the first. Null if no other
 * waits.
 */
export async function nextWaiting(viewer: PersonViewer, jobId: string): Promise<string | null> {
  const { manager } = await database()
  const waiting = await readWaiting(manager, viewer, narrowedBy(viewer, {}), mostRead)
  const jobs = waiting.map(({ job_id, risk, due, at }) => ({
    ...{ jobId: job_id, risk, due: due?.toISOString() ?? null, createdAt: at.toISOString() },
  }))
  const order = triageGroups(jobs, 'expiry', new Date(), 'UTC').flatMap((group) => group.jobIds)
  const next = order[order.indexOf(jobId) + 1] ?? order[0]
  return next === undefined || next === jobId ? null : next
}
