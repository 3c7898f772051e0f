import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { contextOf } from '@/lib/auth/context'
import { labelNode } from '@/lib/consent/services/label-node'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const PUT = route(nodeCalls.labelNode, async ({ params, viewer, body }) => {
  const done = await labelNode(await contextOf(viewer), params.did, body)
  return done.ok ? asked(done.value) : done
})
