import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { erasePerson } from '@/lib/people/services/erase-person'
import { route } from '@/lib/transport/route'

export const POST = route(peopleCalls.erasePerson, async ({ viewer, params, body }) =>
  erasePerson(await contextOf(viewer), params.person, body),
)
