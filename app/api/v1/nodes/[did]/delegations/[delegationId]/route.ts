import { contextOf } from '@/lib/auth/context'
import { endDelegation } from '@/lib/consent/services/revoke-delegation'
import { ok } from '@/lib/kernel/errors'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ did: string; delegationId: string }>(async ({ params, viewer }) => {
  const did = pathText(params.did) ?? ''
  const ended = await endDelegation(await contextOf(viewer), did, params.delegationId)
  return ended.ok ? ok({ delegation_id: ended.value.delegationId }) : ended
})
