import { contextOf } from '@/lib/auth/context'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { readJson } from '@/lib/transport/body'
import { agentRoute } from '@/lib/transport/route'

export const POST = agentRoute<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return finishJob(await contextOf(viewer), 'Completed', params.jobId, body.value)
})
