import { database } from '@/lib/db/connection/server-database'
import { type TestFleet, testFleet } from '@/test/fleet'

/** A migrated database that the queries of this process read, as in the server. */
export async function testServer(): Promise<TestFleet> {
  const fleet = await testFleet(4)
  process.env.DATABASE_URL = fleet.url
  return {
    ...fleet,
    close: async () => {
      await (await database()).destroy()
      await fleet.close()
    },
  }
}
