import { consentCalls } from '@/lib/api/domain/calls-consent'
import { apiChanges } from '@/lib/consent/queries/api-consent'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.listChanges, async ({ viewer }) => ok(await apiChanges(viewer)))
