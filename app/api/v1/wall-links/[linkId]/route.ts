import { viewCalls } from '@/lib/api/domain/calls-views'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'
import { revokeWallLink } from '@/lib/views/services/revoke-wall-link'

export const DELETE = route(viewCalls.revokeWallLink, async ({ params, viewer }) =>
  revokeWallLink(await contextOf(viewer), params.linkId),
)
