import { contextOf } from '@/lib/auth/context'
import { apiRules } from '@/lib/consent/queries/api-consent'
import { createRule } from '@/lib/consent/services/create-rule'
import { ok } from '@/lib/kernel/errors'
import { readJson } from '@/lib/transport/body'
import { personRoute, route } from '@/lib/transport/route'

export const GET = personRoute(async () => ok(await apiRules()))

export const POST = route(async ({ request, viewer }) => {
  const body = await readJson(request)
  if (!body.ok) return body
  const created = await createRule(await contextOf(viewer), body.value)
  if (!created.ok) return created
  const { ruleId, name, warnings } = created.value
  return ok({ rule_id: ruleId, name, warnings })
})
