import { migratedDatabase } from '@/test/database'
import { serverAddressOf } from '@/test/server-role'
import { openFixture, type ServerFixture } from './server-fixture'

/** A server on a database of its own in the PostgreSQL that vitest.global.ts started; `env` is set for its Hakim. */
export async function databaseFixture(env: Record<string, string> = {}): Promise<ServerFixture> {
  const database = await migratedDatabase()
  const server = await openFixture({ owner: database.url, server: serverAddressOf(database.url) }, env)
  return {
    ...server,
    close: async () => {
      const code = await server.close()
      await database.drop()
      return code
    },
  }
}
