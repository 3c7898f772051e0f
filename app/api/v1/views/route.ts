import { viewCalls } from '@/lib/api/domain/calls-views'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { queryRoute, route } from '@/lib/transport/route'
import { savedViews } from '@/lib/views/queries/saved-views'
import { saveView } from '@/lib/views/services/save-view'

export const GET = queryRoute(viewCalls.listViews, async ({ viewer, query }) =>
  ok({ views: await savedViews(viewer, query.page ?? null) }),
)

export const POST = route(viewCalls.saveView, async ({ viewer, body }) =>
  saveView(await contextOf(viewer), body),
)
