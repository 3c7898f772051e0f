import { talkCalls } from '@/lib/api/domain/calls-talk'
import { contextOf } from '@/lib/auth/context'
import { followJob } from '@/lib/jobs/services/follow-job'
import { route } from '@/lib/transport/route'

export const PUT = route(talkCalls.followJob, async ({ params, viewer }) =>
  followJob(await contextOf(viewer), params.jobId, true),
)

export const DELETE = route(talkCalls.unfollowJob, async ({ params, viewer }) =>
  followJob(await contextOf(viewer), params.jobId, false),
)
