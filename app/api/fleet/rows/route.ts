import { parseRowsQuery } from '@/lib/fleet/domain/fleet-query'
import { rowsOf } from '@/lib/fleet/queries/fleet'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'

/** For the fleet page: the rows that scrolled into view. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const dids = parseRowsQuery(new URL(request.url).searchParams)
  return dids.ok ? ok({ rows: await rowsOf(viewer, dids.value) }) : dids
})
