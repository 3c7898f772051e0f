import { talkCalls } from '@/lib/api/domain/calls-talk'
import { contextOf } from '@/lib/auth/context'
import { apiComments } from '@/lib/board/queries/comments'
import { commentOnJob } from '@/lib/jobs/services/comment-on-job'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(talkCalls.listComments, async ({ params, viewer }) =>
  found(await apiComments(viewer, params.jobId), 'job'),
)

export const POST = route(talkCalls.commentOnJob, async ({ params, viewer, body }) =>
  commentOnJob(await contextOf(viewer), params.jobId, body),
)
