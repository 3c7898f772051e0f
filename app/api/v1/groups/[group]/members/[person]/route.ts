import { contextOf } from '@/lib/auth/context'
import { decodePath } from '@/lib/domain/path'
import { removeGroupMember } from '@/lib/services/remove-member'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ group: string; person: string }>(async ({ params, viewer }) =>
  removeGroupMember(await contextOf(viewer), decodePath(params.group) ?? '', {
    person: decodePath(params.person) ?? '',
  }),
)
