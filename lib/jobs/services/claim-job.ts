import type { DataSource } from 'typeorm'
import { refusedBy } from '@/lib/db/connection/failures'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { type ClaimableJob, claimAsRead, readClaimable } from '@/lib/jobs/db/claims'
import { readDocumentProblem } from '@/lib/jobs/db/documents'
import { lockJob, moveJob } from '@/lib/jobs/db/jobs'
import { readConsent } from '@/lib/jobs/db/votes'
import { ok, type Result } from '@/lib/kernel/errors'
import { proof } from '@/lib/kernel/role'
import { newToken } from '@/lib/people/db/credentials'
import type { AgentContext } from '@/lib/people/services/context'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import { type HandedConsent, handedConsent } from './handed-consent'

/** After this long without a heartbeat an agent counts as silent and its job as Lost. */
export const leaseSeconds = 45

/**
 * `document` is exactly what was approved, `approvalHash` its digest, `votes` the signed approvals, `delegations` those
 * under which some were given, and `policies` what owners approved beforehand, so that the agent can check what it runs.
 */
export type Claim =
  | (HandedConsent & {
      job: MaintenanceJobRow
      document: ApprovalDocument
      approvalHash: string
      claimToken: string
    })
  | null

/** How many jobs that lost their consent are set aside in one call; the next call handles the rest. */
const mostTries = 50

/**
 * Hands the oldest approved job whose window is open to the agent of that node, one at a time; null when there is
 * none. The database counts the votes for its document again and compares what the node offers: a job that no longer
 * has its consent needs a new decision, and the next one is tried.
 */
export async function claimJob(context: AgentContext, undoSeconds = 0): Promise<Result<Claim>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const job = await readClaimable(context.db.manager, context.viewer.nodeDid, undoSeconds)
    if (!job) return ok(null)
    const claim = await claimOne(context, job)
    if (claim !== 'again') return ok(claim)
  }
  return ok(null)
}

const nobodys: HandedConsent = { votes: [], delegations: [], policies: [] }

async function claimOne({ db, viewer }: AgentContext, job: ClaimableJob): Promise<Claim | 'again'> {
  const approved = job.document === null ? null : parseDocumentText(job.document)
  const handed = approved?.ok ? handedConsent(job, approved.value) : nobodys
  if (handed === null) {
    await sendBack(db, job, 'a signature does not verify')
    return 'again'
  }
  const claimToken = newToken()
  const change = { status: 'Running', message: 'Claimed by the agent', actor_did: viewer.nodeDid }
  try {
    const lease = { claimToken, seconds: leaseSeconds }
    // Another transaction holds the row or was quicker; the agent asks again soon.
    if (!(await claimAsRead(db.manager, job, change, lease, viewer[proof]))) return null
  } catch (error) {
    const rule = refusedBy(error)
    if (rule === 'maintenance_jobs_due' || rule === 'maintenance_jobs_campaign') return 'again'
    if (rule === 'maintenance_jobs_one_running' || rule === 'idx_job_details_running') return null
    if (rule !== 'maintenance_jobs_consent' && rule !== 'maintenance_jobs_document') throw error
    await sendBack(db, job, null)
    return 'again'
  }
  const { version, document, digest, votes: _, policies: _policies, emergency, ...row } = job
  // The guards write it and let no job without one run.
  if (!approved?.ok || digest === null) throw new Error(`Job ${job.job_id} has no approval document`)
  return {
    job: { ...row, status: 'Running' },
    document: approved.value,
    approvalHash: digest,
    ...handed,
    claimToken,
  }
}

/** Sends the job back for a decision, if that is still right under the lock; `why` is what is wrong beyond what PostgreSQL sees. */
const sendBack = (db: DataSource, job: ClaimableJob, why: string | null): Promise<void> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, job.job_id)
    if (locked?.status !== 'Approved') return
    const { met, lacks } = await readConsent(tx, job.job_id)
    const problem = why ?? (met ? await readDocumentProblem(tx, job.job_id) : `it needs ${lacks}`)
    if (problem === null) return
    const message = `Its approval no longer counts: ${problem}`
    await moveJob(tx, locked, { status: 'PendingApproval', message })
  })
