import { flowCalls } from '@/lib/api/domain/calls-flow'
import { apiFlow } from '@/lib/flow/queries/api-flow'
import { ok } from '@/lib/kernel/errors'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(flowCalls.getFlow, async ({ query, viewer }) =>
  ok(await apiFlow(viewer, query)),
)
