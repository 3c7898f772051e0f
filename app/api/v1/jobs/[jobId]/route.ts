import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { apiJobOf } from '@/lib/board/queries/api-jobs'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(jobCalls.getJob, async ({ params, viewer }) =>
  found(await apiJobOf(viewer, params.jobId), 'job'),
)
