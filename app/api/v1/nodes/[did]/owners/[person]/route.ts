import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { fail } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { asked } from '@/lib/transport/asked'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeOwner, async ({ params: { did, person }, viewer, body }) => {
  if (body !== undefined && !isJsonObject(body)) return fail('invalid', 'The body must be a JSON object.')
  const removed = await removeNodeOwner(await contextOf(viewer), did, { ...body, person })
  return removed.ok ? asked(removed.value) : removed
})
