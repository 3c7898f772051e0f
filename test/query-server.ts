import { insertToken, type TokenHolder } from '@/lib/people/db/tokens'
import { type TestFleet, testFleet } from '@/test/fleet'
import { serveDatabase } from './server-database'

/** A migrated database that the queries of this process read, as in the server. */
export async function testServer(): Promise<TestFleet> {
  const fleet = await testFleet(4)
  const stop = serveDatabase(fleet.url)
  return {
    ...fleet,
    close: async () => {
      await stop()
      await fleet.close()
    },
  }
}

/** A token with all that its holder may do. */
export const bearerOf = (fleet: TestFleet, holder: TokenHolder): Promise<string> =>
  insertToken(fleet.db.manager, holder, null)
