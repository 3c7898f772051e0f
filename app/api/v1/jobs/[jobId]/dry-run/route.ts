import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { reportDryRun } from '@/lib/jobs/services/report-dry-run'
import { route } from '@/lib/transport/route'

export const POST = route(agentCalls.reportDryRun, async ({ params, viewer, body }) =>
  reportDryRun(await contextOf(viewer), params.jobId, body),
)
