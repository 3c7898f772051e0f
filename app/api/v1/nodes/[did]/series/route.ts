import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { series } from '@/lib/series/queries/series'
import { found } from '@/lib/transport/found'
import { queryRoute } from '@/lib/transport/route'
import { seriesAnswerOf } from '@/lib/transport/series-answer'

export const GET = queryRoute(nodeCalls.getSeries, async ({ request, params, query, viewer }) => {
  const answer = found(await series(viewer, params.did, query), 'node')
  if (!answer.ok) return answer
  const sent = await seriesAnswerOf(request.headers.get('if-none-match'), answer.value)
  if (!sent.ok) return sent
  const { status, headers, body } = sent.value
  return new Response(status === 304 ? null : body, { status, headers })
})
