import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { removeSecondFactor } from '@/lib/people/services/remove-second-factor'
import { route } from '@/lib/transport/route'

export const DELETE = route(peopleCalls.removeSecondFactor, async ({ viewer, params }) =>
  removeSecondFactor(await contextOf(viewer), params.person),
)
