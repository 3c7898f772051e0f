import { parseNodesQuery } from '@/lib/fleet/domain/fleet-query'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(async ({ request, viewer }) => {
  const query = parseNodesQuery(new URL(request.url).searchParams)
  return query.ok ? ok(await apiNodes(viewer, query.value)) : query
})
