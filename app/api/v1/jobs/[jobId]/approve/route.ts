import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.approveJob, async ({ params, viewer, body }) =>
  decideJob(await contextOf(viewer), 'Approved', params.jobId, body),
)
