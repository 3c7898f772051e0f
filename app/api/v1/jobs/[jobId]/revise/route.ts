import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.reviseJob, async ({ params, viewer, body }) =>
  reviseJob(await contextOf(viewer), params.jobId, body),
)
