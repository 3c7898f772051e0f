import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { apiJobOf, apiJobs } from '@/lib/board/queries/api-jobs'
import { requestJob } from '@/lib/jobs/services/request-job'
import { ok } from '@/lib/kernel/errors'
import { found } from '@/lib/transport/found'
import { made, queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(jobCalls.listJobs, async ({ query, viewer }) =>
  ok(await apiJobs(viewer, query)),
)

export const POST = route(jobCalls.requestJob, async ({ viewer, body }) => {
  const requested = await requestJob(await contextOf(viewer), body)
  if (!requested.ok) return requested
  const job = found(await apiJobOf(viewer, requested.value.jobId), 'job')
  return job.ok ? made(job.value, !requested.value.repeated) : job
})
