import { changeCalls } from '@/lib/api/domain/calls-changes'
import { contextOf } from '@/lib/auth/context'
import { decideChange } from '@/lib/consent/services/decide-change'
import { route } from '@/lib/transport/route'

export const POST = route(changeCalls.withdrawChange, async ({ params, viewer, body }) =>
  decideChange(await contextOf(viewer), 'withdraw', params.changeId, body),
)
