import { createHash } from 'node:crypto'
import { z } from 'zod'
import { appendLog, moveJob, saveOutcome } from '@/lib/db/jobs'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { canonicalJson } from '@/lib/domain/json'
import { jsonValue } from '@/lib/domain/json-schema'
import type { AgentContext } from './context'
import { conflict } from './decide-job'
import { claim_token, lockClaim, logEntries, message, parseBody } from './held-claim'

export const completion = z.strictObject({
  claim_token,
  result: jsonValue.optional(),
  message: message.optional(),
  log: logEntries,
})
export const failing = z.strictObject({
  claim_token,
  result: jsonValue.optional(),
  message: message.min(1, 'must say what failed'),
  log: logEntries,
})

export type Outcome = 'Completed' | 'Failed'

/**
 * Takes the outcome from the holder of the claim, also late, when the job counts as Lost.
 * The same outcome again is fine and changes nothing; another one is a conflict.
 */
export async function finishJob(
  { db, viewer }: AgentContext,
  outcome: Outcome,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> {
  const parsed = parseBody(outcome === 'Completed' ? completion : failing, input)
  if (!parsed.ok) return parsed
  const { claim_token: token, result = null, message: said, log } = parsed.value
  const digest = createHash('sha256')
    .update(canonicalJson({ outcome, result, message: said ?? null }))
    .digest('hex')
  return db.transaction(async (tx) => {
    const held = await lockClaim(tx, viewer, jobId, token)
    if (!held.ok) return held
    const { job, details } = held.value
    if (job.status === outcome && details.outcome_digest === digest) return ok({ status: outcome })
    if (job.status !== 'Running' && job.status !== 'Lost') return conflict(job)
    await appendLog(tx, jobId, log)
    const moved = await moveJob(tx, job, {
      status: outcome,
      message: said || outcome,
      actor_did: viewer.nodeDid,
    })
    if (!moved) return fail('conflict', 'The job was changed meanwhile; ask again.', { present: job.status })
    await saveOutcome(tx, jobId, { result, digest })
    return ok({ status: outcome })
  })
}
