import { viewCalls } from '@/lib/api/domain/calls-views'
import { contextOf } from '@/lib/auth/context'
import { pinNode } from '@/lib/fleet/services/pin-node'
import { route } from '@/lib/transport/route'

export const PUT = route(viewCalls.pinNode, async ({ params, viewer }) =>
  pinNode(await contextOf(viewer), params.did, true),
)

export const DELETE = route(viewCalls.unpinNode, async ({ params, viewer }) =>
  pinNode(await contextOf(viewer), params.did, false),
)
