import { parseSeriesQuery } from '@/lib/domain/api-query'
import { decodePath } from '@/lib/domain/path'
import { series } from '@/lib/queries/series'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route<{ did: string }>(async ({ request, params, viewer }) => {
  const query = parseSeriesQuery(new URL(request.url).searchParams)
  if (!query.ok) return query
  const did = decodePath(params.did)
  return found(did === null ? null : await series(viewer, did, query.value), 'node')
})
