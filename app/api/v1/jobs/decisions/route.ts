import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { decideJobs } from '@/lib/jobs/services/decide-jobs'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.decideJobs, async ({ viewer, body }) =>
  decideJobs(await contextOf(viewer), body),
)
