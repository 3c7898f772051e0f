import type { EntityManager } from 'typeorm'
import { actAs } from '@/lib/db/actor'
import { approvalSubject, hashOfJob } from '@/lib/db/approval-hash'
import { newToken } from '@/lib/db/credentials'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { guardFailure } from '@/lib/db/failures'
import { hasApproved, lockNextApproved, moveJob, startLease } from '@/lib/db/jobs'
import { consentedHashes, readCase, readConsent } from '@/lib/db/votes'
import type { JobWindow } from '@/lib/domain/consent'
import { ok, type Result } from '@/lib/domain/errors'
import type { AgentViewer } from '@/lib/domain/role'
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

/** Jobs that lost their consent and are set aside in one call; what is left waits for the next. */
const mostTries = 50

/**
 * Hands the oldest approved job whose window is open to the agent of that very node; one at a time. Null when there is
 * none. Consent is counted anew: a job whose votes no longer count goes back to be decided, and the next one is tried.
 */
export async function claimJob(context: AgentContext): Promise<Result<Claim>> {
  if (!(await hasApproved(context.db.manager, context.viewer.nodeDid))) return ok(null)
  for (let tries = 0; tries < mostTries; tries += 1) {
    const claim = await claimNext(context)
    if (claim !== 'again') return ok(claim)
  }
  return ok(null)
}

async function claimNext(context: AgentContext): Promise<Claim | 'again'> {
  try {
    return await context.db.transaction((tx) => claimIn(tx, context.viewer))
  } catch (error) {
    // A vote lost its standing, or plain SQL set another job running, after both were looked at.
    if (guardFailure(error)) return 'again'
    throw error
  }
}

async function claimIn(tx: EntityManager, viewer: AgentViewer): Promise<Claim | 'again'> {
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
}
