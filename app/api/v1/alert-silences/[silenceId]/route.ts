import { endSilence } from '@/lib/alerts/services/silence'
import { alertCalls } from '@/lib/api/domain/calls-alerts'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'

export const DELETE = route(alertCalls.endAlertSilence, async ({ params, viewer }) =>
  endSilence(await contextOf(viewer), params.silenceId),
)
