import { channelCalls } from '@/lib/api/domain/calls-channels'
import { contextOf } from '@/lib/auth/context'
import { testChannel } from '@/lib/notices/services/test-channel'
import { route } from '@/lib/transport/route'

export const POST = route(channelCalls.testChannel, async ({ params, viewer }) =>
  testChannel(await contextOf(viewer), params.channelId),
)
