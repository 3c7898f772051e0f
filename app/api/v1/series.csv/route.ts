import { seriesCalls } from '@/lib/api/domain/calls-series'
import { csvLines, fileName } from '@/lib/compare/domain/csv'
import { apiComparison } from '@/lib/compare/queries/api-comparison'
import { queryRoute } from '@/lib/transport/route'
import { textStream } from '@/lib/transport/text-stream'

export const GET = queryRoute(seriesCalls.downloadSeries, async ({ query, viewer }) => {
  const answer = await apiComparison(viewer, query)
  if (!answer.ok) return answer
  return new Response(textStream(csvLines(answer.value)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(query.metrics, answer.value)}"`,
      'cache-control': 'no-store',
    },
  })
})
