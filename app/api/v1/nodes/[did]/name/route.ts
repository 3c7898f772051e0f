import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { renameNode } from '@/lib/consent/services/rename-node'
import { route } from '@/lib/transport/route'

export const PUT = route(nodeCalls.renameNode, async ({ params, viewer, body }) =>
  renameNode(await contextOf(viewer), params.did, body),
)
