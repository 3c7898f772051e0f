import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeRule, async ({ params, viewer, body }) => {
  const removed = await removeRule(await contextOf(viewer), params.rule, body)
  return removed.ok ? asked(removed.value) : removed
})
