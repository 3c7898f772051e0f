import { actAs } from '@/lib/db/connection/actor'
import { keepInstance } from '@/lib/fleet/db/agent-instances'
import { appendLog, moveJob, saveProgress } from '@/lib/jobs/db/jobs'
import { progress } from '@/lib/jobs/domain/agent-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import type { JobStatus } from '@/lib/kernel/job-status'
import { parseBody } from '@/lib/kernel/parse-body'
import { proof } from '@/lib/kernel/role'
import type { AgentContext } from '@/lib/people/services/context'
import { leaseSeconds } from './claim-job'
import { conflict, jobTransaction } from './job-failures'
import { lockClaim } from './lock-claim'

/** `cancel_requested`: someone asks the agent to stop; it ends the job with `fail` and `cancelled`. */
type ProgressAnswer = { status: JobStatus; lease_seconds: number; cancel_requested: boolean }

/**
 * Progress, log lines and heartbeat in one call; each call renews the lease. The agent of a Lost job that comes back with
 * its token goes on: the job stays Lost until it says how it ended, and the history says that it is back.
 */
export async function reportProgress(
  { db, viewer }: AgentContext,
  jobId: string,
  input: unknown,
): Promise<Result<ProgressAnswer>> {
  const parsed = parseBody(progress, input, 'The message was not accepted.')
  if (!parsed.ok) return parsed
  const { claim_token: token, percent, message, log } = parsed.value
  return jobTransaction(db, jobId, async (tx) => {
    const held = await lockClaim(tx, viewer, jobId, token)
    if (!held.ok) return held
    const { job, details } = held.value
    const { status } = job
    if (status !== 'Running' && status !== 'Lost') return conflict(job)
    await actAs(tx, viewer.nodeDid, viewer[proof])
    const ranOut = await saveProgress(tx, jobId, { percent, message }, leaseSeconds)
    await appendLog(tx, jobId, log)
    await keepInstance(tx, viewer.nodeDid)
    if (status === 'Lost' && ranOut)
      await moveJob(tx, job, { status, message: 'The agent is back and goes on', actor_did: viewer.nodeDid })
    return ok({
      status,
      lease_seconds: leaseSeconds,
      cancel_requested: details.cancel_requested_at !== null,
    })
  })
}
