import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { resolveJob } from '@/lib/jobs/services/resolve-job'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.resolveJob, async ({ params, viewer, body }) =>
  resolveJob(await contextOf(viewer), params.jobId, body),
)
