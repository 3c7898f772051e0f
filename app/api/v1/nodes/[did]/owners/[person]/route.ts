import { contextOf } from '@/lib/auth/context'
import { decodePath } from '@/lib/domain/path'
import { removeNodeOwner } from '@/lib/services/remove-owner'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ did: string; person: string }>(async ({ params, viewer }) =>
  removeNodeOwner(await contextOf(viewer), decodePath(params.did) ?? '', {
    person: decodePath(params.person) ?? '',
  }),
)
