import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const POST = route(consentCalls.addOwner, async ({ params, viewer, body }) => {
  const owner = await addNodeOwner(await contextOf(viewer), params.did, body)
  return owner.ok ? asked(owner.value, owner.value.added ? 201 : 200) : owner
})
