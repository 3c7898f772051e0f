import { apiNodeOf } from '@/lib/fleet/queries/api-nodes'
import { pathText } from '@/lib/kernel/url/path'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route<{ did: string }>(async ({ params, viewer }) => {
  const did = pathText(params.did)
  return found(did === null ? null : await apiNodeOf(viewer, did), 'node')
})
