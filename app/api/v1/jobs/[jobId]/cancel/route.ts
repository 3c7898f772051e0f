import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { cancelJob } from '@/lib/jobs/services/cancel-job'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.cancelJob, async ({ params, viewer, body }) =>
  cancelJob(await contextOf(viewer), params.jobId, body),
)
