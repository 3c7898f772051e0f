import { contextOf } from '@/lib/auth/context'
import { pathText } from '@/lib/kernel/url/path'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ group: string; person: string }>(async ({ params, viewer }) =>
  removeGroupMember(await contextOf(viewer), pathText(params.group) ?? '', {
    person: pathText(params.person) ?? '',
  }),
)
