import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { apiJobOf } from '@/lib/board/queries/api-jobs'
import { retryJob } from '@/lib/jobs/services/retry-job'
import { found } from '@/lib/transport/found'
import { made, route } from '@/lib/transport/route'

/** Answers with the new job. */
export const POST = route(jobCalls.retryJob, async ({ params, viewer, body }) => {
  const requested = await retryJob(await contextOf(viewer), params.jobId, body)
  if (!requested.ok) return requested
  const job = found(await apiJobOf(viewer, requested.value.jobId), 'job')
  return job.ok ? made(job.value, !requested.value.repeated) : job
})
