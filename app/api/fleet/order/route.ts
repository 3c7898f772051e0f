import { parseOrderQuery } from '@/lib/fleet/domain/fleet-query'
import { fleetOrder } from '@/lib/fleet/queries/fleet'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'

/** For the fleet page: which nodes match, in order. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const filter = parseOrderQuery(new URL(request.url).searchParams)
  return filter.ok ? ok(await fleetOrder(viewer, filter.value)) : filter
})
