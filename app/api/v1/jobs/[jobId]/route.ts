import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(jobCalls.getJob, async ({ params, viewer }) =>
  found(await apiJobDetail(viewer, params.jobId), 'job'),
)
