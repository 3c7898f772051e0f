import { changeRule, deleteRule } from '@/lib/alerts/services/change-rule'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'

export const PUT = route(alertCalls.changeAlertRule, async ({ params, viewer, body }) =>
  changeRule(await contextOf(viewer), params.ruleId, body),
)

export const DELETE = route(alertCalls.deleteAlertRule, async ({ params, viewer }) =>
  deleteRule(await contextOf(viewer), params.ruleId),
)
