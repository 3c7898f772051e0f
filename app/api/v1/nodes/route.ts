import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import { ok } from '@/lib/kernel/errors'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.listNodes, async ({ query, viewer }) =>
  ok(await apiNodes(viewer, query)),
)
