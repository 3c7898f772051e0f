import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { withdrawInvitation } from '@/lib/people/services/withdraw-invitation'
import { route } from '@/lib/transport/route'

export const DELETE = route(peopleCalls.withdrawInvitation, async ({ viewer, params }) =>
  withdrawInvitation(await contextOf(viewer), params.invitationId),
)
