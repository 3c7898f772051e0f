import { ok } from '@/lib/domain/errors'
import { parseNodesQuery } from '@/lib/domain/fleet-query'
import { apiNodes } from '@/lib/queries/api-nodes'
import { route } from '@/lib/transport/route'

export const GET = route(async ({ request, viewer }) => {
  const query = parseNodesQuery(new URL(request.url).searchParams)
  return query.ok ? ok(await apiNodes(viewer, query.value)) : query
})
