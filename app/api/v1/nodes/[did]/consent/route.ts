import { consentCalls } from '@/lib/api/domain/calls-consent'
import { apiConsentOf } from '@/lib/consent/queries/api-consent'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(consentCalls.getNodeConsent, async ({ params, viewer }) =>
  found(await apiConsentOf(viewer, params.did), 'node'),
)
