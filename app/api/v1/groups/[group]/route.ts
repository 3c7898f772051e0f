import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { removeGroup } from '@/lib/consent/services/remove-group'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const DELETE = route(consentCalls.removeGroup, async ({ params, viewer }) => {
  const removed = await removeGroup(await contextOf(viewer), params.group)
  return removed.ok ? ok({ group_id: removed.value.groupId, name: removed.value.name }) : removed
})
