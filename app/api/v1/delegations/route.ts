import { delegationCalls } from '@/lib/api/domain/calls-delegations'
import { contextOf } from '@/lib/auth/context'
import { apiDelegations } from '@/lib/consent/queries/api-consent'
import { delegateMany } from '@/lib/consent/services/delegate-many'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(delegationCalls.listDelegations, async ({ viewer }) =>
  ok(await apiDelegations(viewer)),
)

export const POST = route(delegationCalls.addDelegations, async ({ viewer, body }) =>
  delegateMany(await contextOf(viewer), body),
)
