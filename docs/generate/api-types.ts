import openapiTS, { astToString } from 'openapi-typescript'
import { apiCalls } from '@/lib/api/domain/calls'
import { openApi } from '@/lib/api/domain/openapi'

/** lib/client/api-types.d.ts: the API as a client of TypeScript sees it. An object of any members has unknown ones, not none. */
export const apiTypes = async (): Promise<string> =>
  `// Made from lib/api/domain by openapi-typescript; a test compares both.\n${astToString(
    await openapiTS(JSON.stringify(openApi(apiCalls, 'http://127.0.0.1:3000')), {
      emptyObjectsUnknown: true,
    }),
  )}`
