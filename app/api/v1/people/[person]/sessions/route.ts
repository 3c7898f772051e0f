import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { personSessions } from '@/lib/people/queries/people'
import { endPersonSessions } from '@/lib/people/services/end-sessions'
import { route } from '@/lib/transport/route'

export const GET = route(peopleCalls.listSessions, ({ viewer, params }) =>
  personSessions(viewer, params.person),
)

export const DELETE = route(peopleCalls.endSessions, async ({ viewer, params }) =>
  endPersonSessions(await contextOf(viewer), params.person),
)
