import { actAs } from '@/lib/db/actor'
import { approvalSubject, hashOfJob } from '@/lib/db/approval-hash'
import { newToken } from '@/lib/db/credentials'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { hasApproved, lockNextApproved, moveJob, startLease } from '@/lib/db/jobs'
import { consentedHashes, readCase, readConsent } from '@/lib/db/votes'
import type { JobWindow } from '@/lib/domain/consent'
import { ok, type Result } from '@/lib/domain/errors'
import type { AgentContext } from './context'

/** Without a heartbeat for this long an agent counts as silent and its job as Lost. */
export const leaseSeconds = 45

/** `approvalHash` is of what was approved, so that the agent can check what it runs. */
export type Claim = {
  job: MaintenanceJobRow
  window: JobWindow | null
  expiresAt: string | null
  approvalHash: string
  claimToken: string
} | null

/**
 * Hands the oldest approved job whose window is open to the agent of that very node; one at a time. Null when there is
 * none. Consent is counted anew: a job whose votes no longer count goes back to be decided, and the next one is tried.
 */
export async function claimJob(context: AgentContext): Promise<Result<Claim>> {
  if (!(await hasApproved(context.db.manager, context.viewer.nodeDid))) return ok(null)
  for (;;) {
    const claim = await claimNext(context)
    if (claim !== 'again') return ok(claim)
  }
}

const claimNext = ({ db, viewer }: AgentContext): Promise<Claim | 'again'> =>
  db.transaction(async (tx) => {
    const job = await lockNextApproved(tx, viewer.nodeDid)
    if (!job) return null
    const details = await readCase(tx, job.job_id, null)
    const stored = { ...job, ...details }
    const approvalHash = hashOfJob(stored)
    const { met, lacks } = await readConsent(tx, job.job_id)
    const consented = await consentedHashes(tx, job.job_id, details.revision)
    if (!met || consented.some((hash) => hash !== approvalHash)) {
      const message = `Its consent no longer counts: it needs ${lacks ?? 'votes for what it is now'}`
      await moveJob(tx, job, { status: 'PendingApproval', message })
      return 'again'
    }
    const claimToken = newToken()
    await actAs(tx, viewer.nodeDid)
    const moved = await moveJob(tx, job, {
      status: 'Running',
      message: 'Claimed by the agent',
      actor_did: viewer.nodeDid,
    })
    if (!moved) return 'again'
    await startLease(tx, job.job_id, claimToken, leaseSeconds)
    const { window, expires_at: expiresAt } = approvalSubject(stored)
    return { job: { ...job, status: 'Running' }, window, expiresAt, approvalHash, claimToken }
  })
