import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { apiNodeOf } from '@/lib/fleet/queries/api-nodes'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(nodeCalls.getNode, async ({ params, viewer }) =>
  found(await apiNodeOf(viewer, params.did), 'node'),
)
