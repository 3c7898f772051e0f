import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { config } from '@/lib/config'
import { claimAsInstance } from '@/lib/jobs/services/claim-as-instance'
import { leaseSeconds } from '@/lib/jobs/services/claim-job'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.claimJob, async ({ viewer, body }) => {
  const answered = await claimAsInstance(await contextOf(viewer), body, config().undoSeconds)
  if (!answered.ok) return answered
  const { claim, otherAgent, wanted } = answered.value
  if (!claim)
    return ok({
      ...{ job: null, other_agent: otherAgent },
      ...(wanted && {
        dry_run: {
          ...{ job_id: wanted.job_id, revision: wanted.revision, task_name: wanted.task },
          ...{ params: wanted.params, offer_digest: wanted.offer?.digest ?? '' },
        },
      }),
    })
  const { document, approvalHash, votes, delegations, policies, claimToken } = claim
  const { status_history: _, ...job } = claim.job
  return ok({
    job: {
      ...job,
      window: document.window,
      expires_at: document.expires_at,
      approval_hash: approvalHash,
      document,
      votes,
      delegations,
      policies,
    },
    claim_token: claimToken,
    lease_seconds: leaseSeconds,
    other_agent: otherAgent,
  })
})
