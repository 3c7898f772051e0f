import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { decideJobs } from '@/lib/jobs/services/decide-jobs'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.decideJobs, async ({ viewer, body }) =>
  decideJobs(await contextOf(viewer), body),
)
