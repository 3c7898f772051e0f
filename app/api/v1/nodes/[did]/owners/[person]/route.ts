import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeOwner, async ({ params: { did, person }, viewer }) =>
  removeNodeOwner(await contextOf(viewer), did, { person }),
)
