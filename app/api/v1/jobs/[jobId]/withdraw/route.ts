import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.withdrawApproval, async ({ params, viewer, body }) =>
  withdrawJob(await contextOf(viewer), params.jobId, body),
)
