import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { apiGroups } from '@/lib/consent/queries/api-consent'
import { createGroup } from '@/lib/consent/services/create-group'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.listGroups, async () => ok(await apiGroups()))

export const POST = route(consentCalls.createGroup, async ({ viewer, body }) => {
  const created = await createGroup(await contextOf(viewer), body)
  return created.ok ? ok({ group_id: created.value.groupId, name: created.value.name }) : created
})
