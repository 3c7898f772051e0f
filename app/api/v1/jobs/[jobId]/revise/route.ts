import { contextOf } from '@/lib/auth/context'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { readExactJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readExactJson(request)
  if (!body.ok) return body
  return reviseJob(await contextOf(viewer), params.jobId, body.value)
})
