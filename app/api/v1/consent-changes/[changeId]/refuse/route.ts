import { changeCalls } from '@/lib/api/domain/calls-changes'
import { contextOf } from '@/lib/auth/context'
import { decideChange } from '@/lib/consent/services/decide-change'
import { route } from '@/lib/transport/route'

export const POST = route(changeCalls.refuseChange, async ({ params, viewer, body }) =>
  decideChange(await contextOf(viewer), 'refuse', params.changeId, body),
)
