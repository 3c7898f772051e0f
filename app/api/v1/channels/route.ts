import { channelCalls } from '@/lib/api/domain/calls-channels'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { apiChannels } from '@/lib/notices/queries/channels'
import { createChannel } from '@/lib/notices/services/create-channel'
import { route } from '@/lib/transport/route'

export const GET = route(channelCalls.listChannels, async ({ viewer }) => ok(await apiChannels(viewer)))

export const POST = route(channelCalls.createChannel, async ({ viewer, body }) =>
  createChannel(await contextOf(viewer), body),
)
