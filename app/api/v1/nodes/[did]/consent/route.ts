import { apiConsentOf } from '@/lib/consent/queries/api-consent'
import { pathText } from '@/lib/kernel/url/path'
import { found } from '@/lib/transport/found'
import { personRoute } from '@/lib/transport/route'

export const GET = personRoute<{ did: string }>(async ({ params, viewer }) => {
  const did = pathText(params.did)
  return found(did === null ? null : await apiConsentOf(viewer, did), 'node')
})
