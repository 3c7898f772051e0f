import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { addSwap } from '@/lib/consent/services/add-swap'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const POST = route(consentCalls.addSwap, async ({ params, viewer, body }) => {
  const added = await addSwap(await contextOf(viewer), params.group, body)
  return added.ok ? ok({ swap_id: added.value.swapId }) : added
})
