import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { labelNode } from '@/lib/consent/services/label-node'
import { route } from '@/lib/transport/route'

export const PUT = route(nodeCalls.labelNode, async ({ params, viewer, body }) =>
  labelNode(await contextOf(viewer), params.did, body),
)
