import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { addWindow } from '@/lib/consent/services/add-window'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const POST = route(consentCalls.addWindow, async ({ params, viewer, body }) => {
  const added = await addWindow(await contextOf(viewer), params.did, body)
  return added.ok ? ok({ window_id: added.value.windowId }) : added
})
