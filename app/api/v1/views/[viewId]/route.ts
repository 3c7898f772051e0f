import { viewCalls } from '@/lib/api/domain/calls-views'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'
import { changeView } from '@/lib/views/services/change-view'
import { deleteView } from '@/lib/views/services/delete-view'

export const PUT = route(viewCalls.changeView, async ({ params, viewer, body }) =>
  changeView(await contextOf(viewer), params.viewId, body),
)

export const DELETE = route(viewCalls.deleteView, async ({ params, viewer }) =>
  deleteView(await contextOf(viewer), params.viewId),
)
