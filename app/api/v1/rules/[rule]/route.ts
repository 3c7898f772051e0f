import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeRule, async ({ params, viewer }) =>
  removeRule(await contextOf(viewer), params.rule),
)
