import { contextOf } from '@/lib/auth/context'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ group: string; person: string }>(async ({ params, viewer }) =>
  removeGroupMember(await contextOf(viewer), pathText(params.group) ?? '', {
    person: pathText(params.person) ?? '',
  }),
)
