import { apiCalls } from '@/lib/api/domain/calls'
import { openApi } from '@/lib/api/domain/openapi'
import { ownAddress } from '@/lib/transport/own-address'

/** The description of this API; it reveals no stored data, so it needs no token. */
export const GET = (): Response =>
  Response.json(openApi(apiCalls, ownAddress()), { headers: { 'cache-control': 'no-store' } })
