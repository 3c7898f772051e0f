import { find } from '@/lib/board/queries/find'
import { parseFindQuery } from '@/lib/fleet/domain/fleet-query'
import { ok } from '@/lib/kernel/errors'
import { pageRoute } from '@/lib/transport/route'
import { findViews } from '@/lib/views/queries/saved-views'

/** For pages: the nodes, jobs and saved views that a text finds. */
export const GET = pageRoute(async ({ request, viewer }) => {
  const query = parseFindQuery(new URL(request.url).searchParams)
  if (!query.ok) return query
  const { q } = query.value
  const [found, views] = await Promise.all([find(viewer, q), findViews(viewer, q)])
  return ok({ ...found, views })
})
