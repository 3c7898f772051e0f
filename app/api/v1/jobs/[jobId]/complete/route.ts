import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.completeJob, async ({ params, viewer, body }) =>
  finishJob(await contextOf(viewer), 'Completed', params.jobId, body),
)
