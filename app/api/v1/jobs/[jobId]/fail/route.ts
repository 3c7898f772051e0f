import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.failJob, async ({ params, viewer, body }) =>
  finishJob(await contextOf(viewer), 'Failed', params.jobId, body),
)
