import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { restrictNode } from '@/lib/consent/services/restrict-node'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const PUT = route(consentCalls.restrictNode, async ({ params, viewer, body }) => {
  const done = await restrictNode(await contextOf(viewer), params.did, body)
  return done.ok ? asked(done.value) : done
})
