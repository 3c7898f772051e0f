import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { reportProgress } from '@/lib/jobs/services/report-progress'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.reportProgress, async ({ params, viewer, body }) =>
  reportProgress(await contextOf(viewer), params.jobId, body),
)
