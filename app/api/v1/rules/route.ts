import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { apiRules } from '@/lib/consent/queries/api-consent'
import { createRule } from '@/lib/consent/services/create-rule'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.listRules, async () => ok(await apiRules()))

export const POST = route(consentCalls.createRule, async ({ viewer, body }) => {
  const created = await createRule(await contextOf(viewer), body)
  if (!created.ok) return created
  const { ruleId, name, warnings } = created.value
  return ok({ rule_id: ruleId, name, warnings })
})
