import { keyCalls } from '@/lib/api/domain/calls-keys'
import { contextOf } from '@/lib/auth/context'
import { revokeKeySigned } from '@/lib/people/services/revoke-key'
import { route } from '@/lib/transport/route'

export const DELETE = route(keyCalls.revokeKey, async ({ params, viewer, body }) =>
  revokeKeySigned(await contextOf(viewer), params.keyId, body),
)
