import { contextOf } from '@/lib/auth/context'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return addNodeOwner(await contextOf(viewer), pathText(params.did) ?? '', body.value)
})
