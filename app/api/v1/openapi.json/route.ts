import { apiCalls } from '@/lib/domain/api-calls'
import { openApi } from '@/lib/domain/openapi'
import { ownAddress } from '@/lib/queries/own-address'

/** The description of this API; it says nothing of what is stored, so it needs no token. */
export const GET = (): Response =>
  Response.json(openApi(apiCalls, ownAddress()), { headers: { 'cache-control': 'no-store' } })
