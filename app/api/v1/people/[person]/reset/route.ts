import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { resetSignIn } from '@/lib/people/services/reset-sign-in'
import { route } from '@/lib/transport/route'

export const POST = route(peopleCalls.resetSignIn, async ({ viewer, params }) =>
  resetSignIn(await contextOf(viewer), params.person),
)
