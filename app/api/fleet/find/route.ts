import { find } from '@/lib/board/queries/find'
import { parseFindQuery } from '@/lib/fleet/domain/fleet-query'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'

/** For pages: the nodes and jobs that a text finds. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const query = parseFindQuery(new URL(request.url).searchParams)
  return query.ok ? ok(await find(viewer, query.value.q)) : query
})
