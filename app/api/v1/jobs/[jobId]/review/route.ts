import { contextOf } from '@/lib/auth/context'
import { reviewGlass } from '@/lib/jobs/services/review-emergency'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ jobId: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return reviewGlass(await contextOf(viewer), params.jobId, body.value)
})
