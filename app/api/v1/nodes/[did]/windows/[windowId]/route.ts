import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeWindow } from '@/lib/consent/services/remove-window'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeWindow, async ({ params, viewer }) => {
  const removed = await removeWindow(await contextOf(viewer), params.did, params.windowId)
  return removed.ok ? ok({ window_id: removed.value.windowId }) : removed
})
