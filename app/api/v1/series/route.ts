import { seriesCalls } from '@/lib/api/domain/calls-series'
import { apiComparison } from '@/lib/compare/queries/api-comparison'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(seriesCalls.compareSeries, ({ query, viewer }) => apiComparison(viewer, query))
