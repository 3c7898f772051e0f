import { channelCalls } from '@/lib/api/domain/calls-channels'
import { ok } from '@/lib/kernel/errors'
import { apiDeliveries } from '@/lib/notices/queries/channels'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(channelCalls.listDeliveries, async ({ query, viewer }) =>
  ok(await apiDeliveries(viewer, query)),
)
