import { contextOf } from '@/lib/auth/context'
import { reportProgress } from '@/lib/jobs/services/report-progress'
import { readJson } from '@/lib/transport/body'
import { agentRoute } from '@/lib/transport/route'

export const POST = agentRoute<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return reportProgress(await contextOf(viewer), params.jobId, body.value)
})
