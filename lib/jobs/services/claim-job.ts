import type { DataSource } from 'typeorm'
import { refusedBy } from '@/lib/db/connection/failures'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { approvalSubject, hashOfJob } from '@/lib/jobs/db/approval-hash'
import { type ClaimableJob, claimAsRead, readClaimable } from '@/lib/jobs/db/claims'
import { lockJob, moveJob } from '@/lib/jobs/db/jobs'
import { readConsent } from '@/lib/jobs/db/votes'
import { ok, type Result } from '@/lib/kernel/errors'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { newToken } from '@/lib/people/db/credentials'
import type { AgentContext } from '@/lib/people/services/context'

/** After this long without a heartbeat an agent counts as silent and its job as Lost. */
export const leaseSeconds = 45

/** `approvalHash` is that of the approved job, so that the agent can check what it runs. */
export type Claim = {
  job: MaintenanceJobRow
  window: TimeWindow | null
  expiresAt: string | null
  approvalHash: string
  claimToken: string
} | null

/** How many jobs that lost their consent are set aside in one call; the next call handles the rest. */
const mostTries = 50

/**
 * Hands the oldest approved job whose window is open to the agent of that node, one at a time; null when there is
 * none. The database counts the votes again: a job whose votes no longer suffice needs a new decision, and the next
 * one is tried.
 */
export async function claimJob(context: AgentContext): Promise<Result<Claim>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const job = await readClaimable(context.db.manager, context.viewer.nodeDid)
    if (!job) return ok(null)
    const claim = await claimOne(context, job)
    if (claim !== 'again') return ok(claim)
  }
  return ok(null)
}

async function claimOne({ db, viewer }: AgentContext, job: ClaimableJob): Promise<Claim | 'again'> {
  const approvalHash = hashOfJob(job)
  if (job.consented.some((hash) => hash !== approvalHash)) {
    await sendBack(db, job, 'votes for its present revision')
    return 'again'
  }
  const claimToken = newToken()
  const change = { status: 'Running', message: 'Claimed by the agent', actor_did: viewer.nodeDid }
  try {
    const lease = { claimToken, seconds: leaseSeconds }
    // Another transaction holds the row or was quicker; the agent asks again soon.
    if (!(await claimAsRead(db.manager, job, change, lease))) return null
  } catch (error) {
    const rule = refusedBy(error)
    if (rule === 'maintenance_jobs_due') return 'again'
    if (rule === 'maintenance_jobs_one_running' || rule === 'idx_job_details_running') return null
    if (rule !== 'maintenance_jobs_consent') throw error
    await sendBack(db, job, null)
    return 'again'
  }
  const { version, consented, window_start, window_end, time_zone, expires_at, ...row } = job
  const { window, expires_at: expiresAt } = approvalSubject(job)
  return { job: { ...row, status: 'Running' }, window, expiresAt, approvalHash, claimToken }
}

/**
 * Sends the job back for a decision, if that is still right under the lock; `needs` says which votes are missing, or
 * is null.
 */
const sendBack = (db: DataSource, job: ClaimableJob, needs: string | null): Promise<void> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, job.job_id)
    if (locked?.status !== 'Approved') return
    const { met, lacks } = await readConsent(tx, job.job_id)
    if (needs === null && met) return
    const message = `Its approval no longer counts: it needs ${lacks ?? needs}`
    await moveJob(tx, locked, { status: 'PendingApproval', message })
  })
