import { contextOf } from '@/lib/auth/context'
import { removeGroup } from '@/lib/consent/services/remove-group'
import { ok } from '@/lib/kernel/errors'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ group: string }>(async ({ params, viewer }) => {
  const removed = await removeGroup(await contextOf(viewer), pathText(params.group) ?? '')
  return removed.ok ? ok({ group_id: removed.value.groupId, name: removed.value.name }) : removed
})
