import { hashOfJob } from '@/lib/db/approval-hash'
import { newToken } from '@/lib/db/credentials'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { hasApproved, lockNextApproved, moveJob, startLease } from '@/lib/db/jobs'
import { ok, type Result } from '@/lib/domain/errors'
import type { AgentContext } from './context'

/** Without a heartbeat for this long an agent counts as silent and its job as Lost. */
export const leaseSeconds = 45

/** `approvalHash` is of what was approved, so that the agent can check what it runs. */
export type Claim = { job: MaintenanceJobRow; approvalHash: string; claimToken: string } | null

/** Hands the oldest approved job to the agent of that very node; one at a time. Null when there is none. */
export async function claimJob({ db, viewer }: AgentContext): Promise<Result<Claim>> {
  if (!(await hasApproved(db.manager, viewer.nodeDid))) return ok(null)
  return db.transaction(async (tx) => {
    const job = await lockNextApproved(tx, viewer.nodeDid)
    if (!job) return ok(null)
    const claimToken = newToken()
    const moved = await moveJob(tx, job, {
      status: 'Running',
      message: 'Claimed by the agent',
      actor_did: viewer.nodeDid,
    })
    if (!moved) return ok(null)
    await startLease(tx, job.job_id, claimToken, leaseSeconds)
    return ok({ job: { ...job, status: 'Running' }, approvalHash: hashOfJob(job), claimToken })
  })
}
