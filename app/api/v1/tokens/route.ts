import { tokenCalls } from '@/lib/api/domain/calls-tokens'
import { contextOf } from '@/lib/auth/context'
import { ok } from '@/lib/kernel/errors'
import { apiTokens } from '@/lib/people/queries/tokens'
import { createToken } from '@/lib/people/services/create-token'
import { queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(tokenCalls.listTokens, async ({ query, viewer }) =>
  ok(await apiTokens(viewer, query)),
)

export const POST = route(tokenCalls.createToken, async ({ viewer, body }) =>
  createToken(await contextOf(viewer), body),
)
