import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { series } from '@/lib/series/queries/series'
import { tagged } from '@/lib/transport/etag'
import { found } from '@/lib/transport/found'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.getSeries, async ({ request, params, query, viewer }) => {
  const answer = await series(viewer, params.did, query)
  // A closed range changes only when a report arrives late; an open one changes with every call.
  return answer === null || answer.open ? found(answer, 'node') : tagged(request, answer)
})
