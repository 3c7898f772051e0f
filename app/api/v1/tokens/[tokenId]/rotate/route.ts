import { tokenCalls } from '@/lib/api/domain/calls-tokens'
import { contextOf } from '@/lib/auth/context'
import { rotateToken } from '@/lib/people/services/rotate-token'
import { route } from '@/lib/transport/route'

export const POST = route(tokenCalls.rotateToken, async ({ params, viewer, body }) =>
  rotateToken(await contextOf(viewer), params.tokenId, body),
)
