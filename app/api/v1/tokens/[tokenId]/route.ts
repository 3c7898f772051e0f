import { tokenCalls } from '@/lib/api/domain/calls-tokens'
import { contextOf } from '@/lib/auth/context'
import { revokeToken } from '@/lib/people/services/revoke-token'
import { route } from '@/lib/transport/route'

export const DELETE = route(tokenCalls.revokeToken, async ({ params, viewer }) =>
  revokeToken(await contextOf(viewer), params.tokenId),
)
