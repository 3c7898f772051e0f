import { channelCalls } from '@/lib/api/domain/calls-channels'
import { contextOf } from '@/lib/auth/context'
import { changeChannel } from '@/lib/notices/services/change-channel'
import { deleteChannel } from '@/lib/notices/services/delete-channel'
import { route } from '@/lib/transport/route'

export const PUT = route(channelCalls.changeChannel, async ({ params, viewer, body }) =>
  changeChannel(await contextOf(viewer), params.channelId, body),
)

export const DELETE = route(channelCalls.deleteChannel, async ({ params, viewer }) =>
  deleteChannel(await contextOf(viewer), params.channelId),
)
