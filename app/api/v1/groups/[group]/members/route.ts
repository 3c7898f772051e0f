import { contextOf } from '@/lib/auth/context'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { pathText } from '@/lib/kernel/url/path'
import { readJson } from '@/lib/transport/body'
import { route } from '@/lib/transport/route'

export const POST = route<{ group: string }>(async ({ request, params, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  return addGroupMember(await contextOf(viewer), pathText(params.group) ?? '', body.value)
})
