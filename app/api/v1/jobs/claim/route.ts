import { contextOf } from '@/lib/auth/context'
import { claimJob, leaseSeconds } from '@/lib/jobs/services/claim-job'
import { agentRoute } from '@/lib/transport/route'

export const POST = agentRoute(async ({ viewer }) => {
  const claimed = await claimJob(await contextOf(viewer))
  if (!claimed.ok) return claimed
  if (!claimed.value) return { ok: true, value: { job: null } }
  const { job, window, expiresAt, approvalHash, claimToken } = claimed.value
  return {
    ok: true,
    value: {
      job: { ...job, window, expires_at: expiresAt, approval_hash: approvalHash },
      claim_token: claimToken,
      lease_seconds: leaseSeconds,
    },
  }
})
