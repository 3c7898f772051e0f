import { contextOf } from '@/lib/auth/context'
import { decodePath } from '@/lib/domain/path'
import { addNodeOwner } from '@/lib/services/add-owner'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return addNodeOwner(await contextOf(viewer), decodePath(params.did) ?? '', body.value)
})
