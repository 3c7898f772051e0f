import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { addNode } from '@/lib/consent/services/add-node'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import { ok } from '@/lib/kernel/errors'
import { asked } from '@/lib/transport/asked'
import { queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.listNodes, async ({ query, viewer }) =>
  ok(await apiNodes(viewer, query)),
)

export const POST = route(nodeCalls.addNode, async ({ viewer, body }) => {
  const added = await addNode(await contextOf(viewer), body)
  return added.ok ? asked(added.value, added.value.existed ? 200 : 201) : added
})
