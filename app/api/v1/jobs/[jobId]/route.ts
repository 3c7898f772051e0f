import { apiJobOf } from '@/lib/board/queries/api-jobs'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route<{ jobId: string }>(async ({ params, viewer }) =>
  found(await apiJobOf(viewer, params.jobId), 'job'),
)
