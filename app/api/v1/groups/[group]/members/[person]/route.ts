import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeMember, async ({ params: { group, person }, viewer }) =>
  removeGroupMember(await contextOf(viewer), group, { person }),
)
