import { auditCalls } from '@/lib/api/domain/calls-audit'
import { contextOf } from '@/lib/auth/context'
import { noteFinding } from '@/lib/history/services/note-finding'
import { route } from '@/lib/transport/route'

export const POST = route(auditCalls.noteFinding, async ({ viewer, params, body }) =>
  noteFinding(await contextOf(viewer), params.finding, body),
)
