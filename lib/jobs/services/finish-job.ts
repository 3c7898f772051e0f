import { createHash } from 'node:crypto'
import { actAs } from '@/lib/db/connection/actor'
import { appendLog, moveJob, saveOutcome } from '@/lib/jobs/db/jobs'
import { completion, failing } from '@/lib/jobs/domain/agent-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { hasEnded, isJobStatus, isStatusIn, type JobStatus, type Outcome } from '@/lib/kernel/job-status'
import { canonicalJson } from '@/lib/kernel/json/json'
import { parseBody } from '@/lib/kernel/parse-body'
import { proof } from '@/lib/kernel/role'
import type { AgentContext } from '@/lib/people/services/context'
import { conflict, jobTransaction } from './job-failures'
import { type HeldClaim, lockClaim } from './lock-claim'

/**
 * Accepts the outcome from the holder of the claim, even late, when the job is already Lost. The same outcome again
 * changes nothing; a different one is a conflict. A job that stopped on request ends as Cancelled.
 */
export async function finishJob(
  { db, viewer }: AgentContext,
  outcome: Outcome,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> {
  const parsed = parseBody(
    outcome === 'Completed' ? completion : failing,
    input,
    'The message was not accepted.',
  )
  if (!parsed.ok) return parsed
  const { claim_token: token, result = null, ran = null, message, log } = parsed.value
  const cancelled = 'cancelled' in parsed.value && parsed.value.cancelled === true
  const reported = {
    ...{ outcome, result, message: message ?? null },
    ...(cancelled ? { cancelled } : {}),
    ...(ran ? { ran } : {}),
  }
  const digest = createHash('sha256').update(canonicalJson(reported)).digest('hex')
  return jobTransaction(db, jobId, async (tx) => {
    const held = await lockClaim(tx, viewer, jobId, token)
    if (!held.ok) return held
    const { job, details } = held.value
    if (isJobStatus(job.status) && hasEnded(job.status) && details.outcome_digest === digest)
      return ok({ status: job.status })
    if (!isStatusIn('started', job.status)) return conflict(job)
    await actAs(tx, viewer.nodeDid, viewer[proof])
    await appendLog(tx, jobId, log)
    const status = cancelled && mayBeCancelled(held.value) ? 'Cancelled' : outcome
    // Before the move, whose event in the log covers them. The job is locked, so that the move cannot lose a race.
    await saveOutcome(tx, jobId, { result, ran, digest })
    const moved = await moveJob(tx, job, { status, message: message || status, actor_did: viewer.nodeDid })
    if (!moved) throw new Error(`The job ${jobId} moved while it was locked`)
    return ok({ status })
  })
}

/** A stop that nobody requested is a failure; so is one reported after the job was given up as Lost. */
const mayBeCancelled = ({ job, details }: HeldClaim): boolean =>
  job.status === 'Running' && details.cancel_requested_at !== null
