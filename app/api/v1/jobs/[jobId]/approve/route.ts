import { contextOf } from '@/lib/auth/context'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return decideJob(await contextOf(viewer), 'Approved', params.jobId, body.value)
})
