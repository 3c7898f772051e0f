import { flowCalls } from '@/lib/api/domain/calls-flow'
import { flowCsv } from '@/lib/flow/domain/flow-csv'
import { apiFlow } from '@/lib/flow/queries/api-flow'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(flowCalls.downloadFlow, async ({ query, viewer }) => {
  const file = flowCsv(await apiFlow(viewer, query))
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="hakim-flow.csv"',
      'cache-control': 'no-store',
    },
  })
})
