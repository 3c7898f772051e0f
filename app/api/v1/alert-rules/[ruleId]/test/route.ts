import { testRule } from '@/lib/alerts/services/test-rule'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'

export const POST = route(alertCalls.testAlertRule, async ({ params, viewer }) =>
  testRule(await contextOf(viewer), params.ruleId),
)
