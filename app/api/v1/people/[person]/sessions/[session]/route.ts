import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { endPersonSessions } from '@/lib/people/services/end-sessions'
import { route } from '@/lib/transport/route'

export const DELETE = route(peopleCalls.endSession, async ({ viewer, params }) =>
  endPersonSessions(await contextOf(viewer), params.person, params.session),
)
