import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { restoreNode } from '@/lib/jobs/services/restore-node'
import { route } from '@/lib/transport/route'

export const POST = route(nodeCalls.restoreNode, async ({ params, viewer, body }) =>
  restoreNode(await contextOf(viewer), params.did, body),
)
