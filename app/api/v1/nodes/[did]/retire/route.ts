import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { retireNode } from '@/lib/jobs/services/retire-node'
import { route } from '@/lib/transport/route'

export const POST = route(nodeCalls.retireNode, async ({ params, viewer, body }) =>
  retireNode(await contextOf(viewer), params.did, body),
)
