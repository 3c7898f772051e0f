import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { withdrawJobs } from '@/lib/jobs/services/withdraw-jobs'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.withdrawJobs, async ({ viewer, body }) =>
  withdrawJobs(await contextOf(viewer), body),
)
