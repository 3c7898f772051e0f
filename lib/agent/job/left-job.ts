import { z } from 'zod'
import { removeCgroup } from '@/lib/agent/host/job-cgroup'
import { endFamily, type FamilyEnd } from '@/lib/agent/host/process-family'
import { startOf } from '@/lib/process/start-of.mjs'

/** What may still run of a job whose agent was killed. */
export const leftJob = z.object({
  job_id: z.guid(),
  /** The process group of its command and the start time of the group's leader, once it has been started. */
  group: z.number().int().positive().nullable().default(null),
  started: z.string().nullable().default(null),
})
export type LeftJob = z.infer<typeof leftJob>

/** A killed agent's command may be in the middle of something, so it gets longer than a cancelled one. */
const graceMs = 5_000

/** The group, unless its leader has ended: its number could be another group's by now. The mark finds the others. */
const ownGroup = ({ group, started }: LeftJob): number | null =>
  group !== null && started !== null && startOf(group) === started ? group : null

export async function endLeft(job: LeftJob): Promise<FamilyEnd> {
  const end = await endFamily({ jobId: job.job_id, group: ownGroup(job) }, graceMs)
  removeCgroup(job.job_id)
  return end
}
