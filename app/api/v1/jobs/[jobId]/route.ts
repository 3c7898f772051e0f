import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { apiJobOrRest } from '@/lib/board/queries/api-jobs'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(jobCalls.getJob, async ({ params, viewer }) =>
  found(await apiJobOrRest(viewer, params.jobId), 'job'),
)
