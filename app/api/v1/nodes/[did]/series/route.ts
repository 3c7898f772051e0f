import { pathText } from '@/lib/kernel/url/path'
import { parseSeriesQuery } from '@/lib/series/domain/series-query'
import { series } from '@/lib/series/queries/series'
import { tagged } from '@/lib/transport/etag'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route<{ did: string }>(async ({ request, params, viewer }) => {
  const query = parseSeriesQuery(new URL(request.url).searchParams)
  if (!query.ok) return query
  const did = pathText(params.did)
  const answer = did === null ? null : await series(viewer, did, query.value)
  // What is over changes only when a report comes late; what is not is another answer each time.
  return answer === null || answer.open ? found(answer, 'node') : tagged(request, answer)
})
