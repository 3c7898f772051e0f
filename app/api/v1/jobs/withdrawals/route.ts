import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { withdrawJobs } from '@/lib/jobs/services/withdraw-jobs'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.withdrawJobs, async ({ viewer, body }) =>
  withdrawJobs(await contextOf(viewer), body),
)
