import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { jobLog } from '@/lib/board/queries/job-log'
import { found } from '@/lib/transport/found'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(jobCalls.getJobLog, async ({ params, query, viewer }) =>
  found(await jobLog(viewer, params.jobId, query), 'job'),
)
