import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { invitePerson } from '@/lib/people/services/invite-person'
import { route } from '@/lib/transport/route'

export const POST = route(peopleCalls.invitePerson, async ({ viewer, body }) =>
  invitePerson(await contextOf(viewer), body),
)
