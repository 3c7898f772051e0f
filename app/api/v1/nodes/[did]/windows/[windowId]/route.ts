import { contextOf } from '@/lib/auth/context'
import { removeWindow } from '@/lib/consent/services/remove-window'
import { ok } from '@/lib/kernel/errors'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ did: string; windowId: string }>(async ({ params, viewer }) => {
  const removed = await removeWindow(await contextOf(viewer), pathText(params.did) ?? '', params.windowId)
  return removed.ok ? ok({ window_id: removed.value.windowId }) : removed
})
