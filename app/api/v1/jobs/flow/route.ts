import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { apiFlow } from '@/lib/flow/queries/api-flow'
import { ok } from '@/lib/kernel/errors'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(jobCalls.getFlow, async ({ query, viewer }) => ok(await apiFlow(viewer, query)))
