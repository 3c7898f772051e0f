import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { claimJob, leaseSeconds } from '@/lib/jobs/services/claim-job'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.claimJob, async ({ viewer }) => {
  const claimed = await claimJob(await contextOf(viewer))
  if (!claimed.ok) return claimed
  if (!claimed.value) return ok({ job: null })
  const { job, window, expiresAt, approvalHash, claimToken } = claimed.value
  return ok({
    job: { ...job, window, expires_at: expiresAt, approval_hash: approvalHash },
    claim_token: claimToken,
    lease_seconds: leaseSeconds,
  })
})
