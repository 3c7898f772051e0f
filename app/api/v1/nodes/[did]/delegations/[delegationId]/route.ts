import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { endDelegation } from '@/lib/consent/services/revoke-delegation'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.endDelegation, async ({ params, viewer }) => {
  const ended = await endDelegation(await contextOf(viewer), params.did, params.delegationId)
  return ended.ok ? ok({ delegation_id: ended.value.delegationId }) : ended
})
