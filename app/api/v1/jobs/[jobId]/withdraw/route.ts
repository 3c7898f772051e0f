import { contextOf } from '@/lib/auth/context'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return withdrawJob(await contextOf(viewer), params.jobId, body.value)
})
