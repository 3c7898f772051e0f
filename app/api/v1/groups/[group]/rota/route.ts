import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { apiRota } from '@/lib/consent/queries/api-consent'
import { removeRota, setRota } from '@/lib/consent/services/set-rota'
import { fail, ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.getRota, async ({ params }) => {
  const rota = await apiRota(params.group)
  return rota ? ok(rota) : fail('not_found', 'There is no such group, or it has no rota.')
})

export const PUT = route(consentCalls.setRota, async ({ params, viewer, body }) => {
  const set = await setRota(await contextOf(viewer), params.group, body)
  if (!set.ok) return set
  const { groupId, name, warnings } = set.value
  return ok({ group_id: groupId, name, warnings })
})

export const DELETE = route(consentCalls.removeRota, async ({ params, viewer }) => {
  const removed = await removeRota(await contextOf(viewer), params.group)
  return removed.ok ? ok({ group_id: removed.value.groupId, name: removed.value.name }) : removed
})
