import { channelCalls } from '@/lib/api/domain/calls-channels'
import { contextOf } from '@/lib/auth/context'
import { deliverAgain } from '@/lib/notices/services/deliver-again'
import { route } from '@/lib/transport/route'

export const POST = route(channelCalls.deliverAgain, async ({ params, viewer }) =>
  deliverAgain(await contextOf(viewer), params.deliveryId),
)
