import { acknowledge } from '@/lib/alerts/services/acknowledge'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'

export const POST = route(alertCalls.acknowledgeAlert, async ({ params, viewer, body }) =>
  acknowledge(await contextOf(viewer), params.alertId, body),
)
