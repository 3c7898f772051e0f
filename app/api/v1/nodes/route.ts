import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import { addNode } from '@/lib/fleet/services/add-node'
import { ok } from '@/lib/kernel/errors'
import { made, queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.listNodes, async ({ query, viewer }) =>
  ok(await apiNodes(viewer, query)),
)

export const POST = route(nodeCalls.addNode, async ({ viewer, body }) => {
  const added = await addNode(await contextOf(viewer), body)
  return added.ok ? made(added.value, !added.value.existed) : added
})
