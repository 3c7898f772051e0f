import { keyCalls } from '@/lib/api/domain/calls-keys'
import { contextOf } from '@/lib/auth/context'
import { tellOfFirstKey } from '@/lib/consent/services/tell-of-first-key'
import { ok } from '@/lib/kernel/errors'
import { apiKey, apiKeys } from '@/lib/people/queries/keys'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { route } from '@/lib/transport/route'

export const GET = route(keyCalls.listKeys, async ({ viewer }) => ok(await apiKeys(viewer)))

export const POST = route(keyCalls.enrolKey, async ({ viewer, body }) => {
  const context = await contextOf(viewer)
  const enrolled = await tellOfFirstKey(context, await enrolKey(context, body, false))
  if (!enrolled.ok) return enrolled
  const { warnings, ...key } = enrolled.value
  return ok({ ...apiKey(key), warnings })
})
