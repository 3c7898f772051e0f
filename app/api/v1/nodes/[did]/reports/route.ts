import { rawReports } from '@/lib/fleet/queries/raw-reports'
import { pathText } from '@/lib/kernel/url/path'
import { parseReportsQuery } from '@/lib/reports/domain/reports-query'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route<{ did: string }>(async ({ request, params, viewer }) => {
  const query = parseReportsQuery(new URL(request.url).searchParams)
  if (!query.ok) return query
  const did = pathText(params.did)
  return found(did === null ? null : await rawReports(viewer, did, query.value), 'node')
})
