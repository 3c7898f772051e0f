import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { delegate } from '@/lib/consent/services/delegate'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const POST = route(consentCalls.addDelegation, async ({ params, viewer, body }) => {
  const given = await delegate(await contextOf(viewer), params.did, body)
  return given.ok ? ok({ delegation_id: given.value.delegationId }) : given
})
