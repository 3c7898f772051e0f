import { contextOf } from '@/lib/auth/context'
import { restrictNode } from '@/lib/consent/services/restrict-node'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const PUT = route<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return restrictNode(await contextOf(viewer), pathText(params.did) ?? '', body.value)
})
