import { contextOf } from '@/lib/auth/context'
import { apiJobOf } from '@/lib/board/queries/api-jobs'
import { retryJob } from '@/lib/jobs/services/retry-job'
import { readExactJson } from '@/lib/transport/body'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

/** Answers with the new job. */
export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readExactJson(request)
  if (!body.ok) return body
  const requested = await retryJob(await contextOf(viewer), params.jobId, body.value)
  if (!requested.ok) return requested
  return found(await apiJobOf(viewer, requested.value.jobId), 'job')
})
