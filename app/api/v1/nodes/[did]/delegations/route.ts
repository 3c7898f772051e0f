import { contextOf } from '@/lib/auth/context'
import { delegate } from '@/lib/consent/services/delegate'
import { ok } from '@/lib/kernel/errors'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ did: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  const given = await delegate(await contextOf(viewer), pathText(params.did) ?? '', body.value)
  return given.ok ? ok({ delegation_id: given.value.delegationId }) : given
})
