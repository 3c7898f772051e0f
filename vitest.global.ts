import { migrate } from '@/lib/db/connection/migrate'
import { startThrowaway } from '@/lib/postgres/throwaway'
import { createDatabase, migratedTemplate } from '@/test/database'

/** One embedded PostgreSQL for the whole run; the tests reach it through test/database.ts. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startThrowaway('hakim-vitest-', { durable: false })
  process.env.HAKIM_TEST_DATABASE_URL = cluster.url
  process.env.HAKIM_TEST_SERVER_URL = cluster.serverUrl
  // Migrated once; tests that do not try the migrations themselves get a copy, which takes a tenth of the time.
  await migrate(await createDatabase(cluster.url, { name: migratedTemplate, template: 'template0' }))
  return () => cluster.stop()
}
