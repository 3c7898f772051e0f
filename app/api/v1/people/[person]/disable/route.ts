import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { disablePerson } from '@/lib/people/services/disable-person'
import { route } from '@/lib/transport/route'

export const POST = route(peopleCalls.disablePerson, async ({ viewer, params, body }) =>
  disablePerson(await contextOf(viewer), params.person, body),
)
