import { delegationCalls } from '@/lib/api/domain/calls-delegations'
import { contextOf } from '@/lib/auth/context'
import { endDelegations } from '@/lib/consent/services/delegate-many'
import { route } from '@/lib/transport/route'

export const POST = route(delegationCalls.endDelegations, async ({ viewer, body }) =>
  endDelegations(await contextOf(viewer), body),
)
