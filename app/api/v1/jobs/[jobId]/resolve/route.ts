import { contextOf } from '@/lib/auth/context'
import { resolveJob } from '@/lib/jobs/services/resolve-job'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return resolveJob(await contextOf(viewer), params.jobId, body.value)
})
