import { contextOf } from '@/lib/auth/context'
import { apiGroups } from '@/lib/consent/queries/api-consent'
import { createGroup } from '@/lib/consent/services/create-group'
import { ok } from '@/lib/kernel/errors'
import { readJson } from '@/lib/transport/body'
import { personRoute, route } from '@/lib/transport/route'

export const GET = personRoute(async () => ok(await apiGroups()))

export const POST = route(async ({ request, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  const created = await createGroup(await contextOf(viewer), body.value)
  return created.ok ? ok({ group_id: created.value.groupId, name: created.value.name }) : created
})
