import { apiAlertSilences } from '@/lib/alerts/queries/rules'
import { silenceAlerts } from '@/lib/alerts/services/silence'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(alertCalls.listAlertSilences, async ({ viewer }) =>
  ok(await apiAlertSilences(viewer)),
)

export const POST = route(alertCalls.silenceAlerts, async ({ viewer, body }) =>
  silenceAlerts(await contextOf(viewer), body),
)
