import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { apiRule } from '@/lib/consent/queries/api-consent'
import { changeRule } from '@/lib/consent/services/change-rule'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { fail, ok } from '@/lib/kernel/errors'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.getRule, async ({ params }) => {
  const rule = await apiRule(params.rule)
  return rule ? ok(rule) : fail('not_found', 'There is no such rule.')
})

export const PATCH = route(consentCalls.changeRule, async ({ params, viewer, body }) => {
  const changed = await changeRule(await contextOf(viewer), params.rule, body)
  if (!changed.ok) return changed
  const { ruleId, ...rest } = changed.value
  return asked({ rule_id: ruleId, ...rest })
})

export const DELETE = route(consentCalls.removeRule, async ({ params, viewer, body }) => {
  const removed = await removeRule(await contextOf(viewer), params.rule, body)
  return removed.ok ? asked(removed.value) : removed
})
