import { contextOf } from '@/lib/auth/context'
import { parseJobsQuery } from '@/lib/board/domain/jobs-query'
import { apiJobOf, apiJobs } from '@/lib/board/queries/api-jobs'
import { requestJob } from '@/lib/jobs/services/request-job'
import { ok } from '@/lib/kernel/errors'
import { readExactJson } from '@/lib/transport/body'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(async ({ request, viewer }) => {
  const query = parseJobsQuery(new URL(request.url).searchParams)
  return query.ok ? ok(await apiJobs(viewer, query.value)) : query
})

export const POST = route(async ({ request, viewer }) => {
  const body = await readExactJson(request)
  if (!body.ok) return body
  const requested = await requestJob(await contextOf(viewer), body.value)
  if (!requested.ok) return requested
  return found(await apiJobOf(viewer, requested.value.jobId), 'job')
})
