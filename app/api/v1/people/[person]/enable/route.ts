import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { enablePerson } from '@/lib/people/services/enable-person'
import { route } from '@/lib/transport/route'

export const POST = route(peopleCalls.enablePerson, async ({ viewer, params, body }) =>
  enablePerson(await contextOf(viewer), params.person, body),
)
