import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeSwap } from '@/lib/consent/services/add-swap'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeSwap, async ({ params: { group, swapId }, viewer }) => {
  const removed = await removeSwap(await contextOf(viewer), group, swapId)
  return removed.ok ? ok({ swap_id: removed.value.swapId }) : removed
})
