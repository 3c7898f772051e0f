import { policyCalls } from '@/lib/api/domain/calls-policies'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { apiPolicies } from '@/lib/policies/queries/api-policies'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { route } from '@/lib/transport/route'

export const GET = route(policyCalls.listPolicies, async ({ viewer }) => ok(await apiPolicies(viewer)))

export const POST = route(policyCalls.signPolicy, async ({ viewer, body }) => {
  const signed = await signPolicy(await contextOf(viewer), body)
  return signed.ok ? ok({ policy_id: signed.value.policyId, revision: signed.value.revision }) : signed
})
