import { z } from 'zod'
import { appendLog, saveProgress } from '@/lib/db/jobs'
import { ok, type Result } from '@/lib/domain/errors'
import { leaseSeconds } from './claim-job'
import type { AgentContext } from './context'
import { conflict } from './decide-job'
import { claim_token, lockClaim, logEntries, message, parseBody } from './held-claim'

export const progress = z.strictObject({
  claim_token,
  percent: z.number().int().min(0).max(100).optional(),
  message: message.optional(),
  log: logEntries,
})

/** Progress, log lines and heartbeat in one: each call renews the lease. */
export async function reportProgress(
  { db, viewer }: AgentContext,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string; lease_seconds: number }>> {
  const parsed = parseBody(progress, input)
  if (!parsed.ok) return parsed
  const { claim_token: token, percent, message: said, log } = parsed.value
  return db.transaction(async (tx) => {
    const held = await lockClaim(tx, viewer, jobId, token)
    if (!held.ok) return held
    if (held.value.job.status !== 'Running') return conflict(held.value.job)
    await saveProgress(tx, jobId, { percent, message: said }, leaseSeconds)
    await appendLog(tx, jobId, log)
    return ok({ status: 'Running', lease_seconds: leaseSeconds })
  })
}
