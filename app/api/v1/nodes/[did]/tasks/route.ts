import { contextOf } from '@/lib/auth/context'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { agentRoute } from '@/lib/transport/route'

export const PUT = agentRoute<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return announceTasks(await contextOf(viewer), pathText(params.did) ?? '', body.value)
})
