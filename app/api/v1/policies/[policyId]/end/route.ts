import { policyCalls } from '@/lib/api/domain/calls-policies'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { route } from '@/lib/transport/route'

export const POST = route(policyCalls.endPolicy, async ({ params, viewer }) => {
  const ended = await endPolicy(await contextOf(viewer), params.policyId)
  return ended.ok ? ok({ policy_id: ended.value.policyId }) : ended
})
