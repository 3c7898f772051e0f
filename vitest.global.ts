import { startThrowaway } from '@/lib/postgres/throwaway'

/** One embedded PostgreSQL for the whole run; the tests reach it through test/database.ts. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startThrowaway('hakim-vitest-', { durable: false })
  process.env.HAKIM_TEST_DATABASE_URL = cluster.url
  return () => cluster.stop()
}
