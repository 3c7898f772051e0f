import { apiAlertRules } from '@/lib/alerts/queries/rules'
import { createRule } from '@/lib/alerts/services/create-rule'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(alertCalls.listAlertRules, async ({ viewer }) => ok(await apiAlertRules(viewer)))

export const POST = route(alertCalls.createAlertRule, async ({ viewer, body }) =>
  createRule(await contextOf(viewer), body),
)
