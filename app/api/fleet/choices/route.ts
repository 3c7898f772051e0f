import { parseChoicesQuery } from '@/lib/fleet/domain/fleet-query'
import { fleetChoices } from '@/lib/fleet/queries/fleet-choices'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'

/** For pages: the labels or owners to filter the fleet by, or its nodes to choose from. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const query = parseChoicesQuery(new URL(request.url).searchParams)
  return query.ok ? ok(await fleetChoices(viewer, query.value.of, query.value.q)) : query
})
