import { parseRowsQuery } from '@/lib/fleet/domain/fleet-query'
import { rowsOf } from '@/lib/fleet/queries/fleet'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'

/** For the fleet page: the rows that scrolled into view. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const query = parseRowsQuery(new URL(request.url).searchParams)
  return query.ok ? ok({ rows: await rowsOf(viewer, query.value.did, query.value.columns) }) : query
})
