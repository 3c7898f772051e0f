import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { changePersonRole } from '@/lib/people/services/change-role'
import { route } from '@/lib/transport/route'

export const PUT = route(peopleCalls.setRole, async ({ viewer, params, body }) =>
  changePersonRole(await contextOf(viewer), params.person, body),
)
