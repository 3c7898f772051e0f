import { changeCalls } from '@/lib/api/domain/calls-changes'
import { apiChanges } from '@/lib/consent/queries/api-consent'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(changeCalls.listChanges, async ({ viewer }) => ok(await apiChanges(viewer)))
