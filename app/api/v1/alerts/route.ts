import { apiAlerts } from '@/lib/alerts/queries/alerts'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { ok } from '@/lib/kernel/errors'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(alertCalls.listAlerts, async ({ query, viewer }) =>
  ok(await apiAlerts(viewer, query)),
)
