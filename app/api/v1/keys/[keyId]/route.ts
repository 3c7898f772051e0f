import { keyCalls } from '@/lib/api/domain/calls-keys'
import { contextOf } from '@/lib/auth/context'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { route } from '@/lib/transport/route'

export const DELETE = route(keyCalls.revokeKey, async ({ params, viewer }) =>
  revokeKey(await contextOf(viewer), params.keyId),
)
