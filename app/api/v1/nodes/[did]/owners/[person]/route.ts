import { contextOf } from '@/lib/auth/context'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ did: string; person: string }>(async ({ params, viewer }) =>
  removeNodeOwner(await contextOf(viewer), pathText(params.did) ?? '', {
    person: pathText(params.person) ?? '',
  }),
)
