import { contextOf } from '@/lib/auth/context'
import { addWindow } from '@/lib/consent/services/add-window'
import { ok } from '@/lib/kernel/errors'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  const added = await addWindow(await contextOf(viewer), pathText(params.did) ?? '', body.value)
  return added.ok ? ok({ window_id: added.value.windowId }) : added
})
