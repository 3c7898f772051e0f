import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { series } from '@/lib/series/queries/series'
import { tagged } from '@/lib/transport/etag'
import { found } from '@/lib/transport/found'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.getSeries, async ({ request, params, query, viewer }) => {
  const answer = await series(viewer, params.did, query)
  // What is over changes only when a report comes late; what is not is another answer each time.
  return answer === null || answer.open ? found(answer, 'node') : tagged(request, answer)
})
