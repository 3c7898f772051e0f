import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { rawReports } from '@/lib/fleet/queries/raw-reports'
import { found } from '@/lib/transport/found'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(nodeCalls.listReports, async ({ params, query, viewer }) =>
  found(await rawReports(viewer, params.did, query), 'node'),
)
