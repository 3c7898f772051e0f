import type { PoolClient } from 'pg'
import type { DataSource, QueryRunner } from 'typeorm'
import { withoutLimits } from '@/lib/db/connection/connection-options'

/**
 * Builds the index on (node, time) if the migration left it out because the table was large. Writers are not blocked. An
 * index left half built by a kill is dropped first. Returns false while another process builds it.
 */
export async function buildNodeTimeIndex(db: DataSource): Promise<boolean> {
  const [index] = await db.query<{ valid: boolean }[]>(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('idx_health_reports_node_time')`,
  )
  if (index?.valid) return true
  // What runs outside of transactions may not have our search path.
  const [table] = await db.query<{ schema: string }[]>(
    `SELECT relnamespace::regnamespace::text AS schema FROM pg_class WHERE oid = 'health_reports'::regclass`,
  )
  const schema = table?.schema ?? 'public'
  // One connection holds the lock in a transaction, which the other must not be in. A pooler may allow no other locks.
  return unlimited(db, (holder) =>
    unlimited(db, async (builder) => {
      await holder.startTransaction()
      try {
        await holder.query(`SET LOCAL idle_in_transaction_session_timeout = 0`)
        const [row] = await holder.manager.query<{ locked: boolean }[]>(
          `SELECT pg_try_advisory_xact_lock(hashtext('hakim node time index')) AS locked`,
        )
        if (!row?.locked) return false
        await builder.query(`DROP INDEX CONCURRENTLY IF EXISTS ${schema}.idx_health_reports_node_time`)
        await builder.query(`
          CREATE INDEX CONCURRENTLY idx_health_reports_node_time
          ON ${schema}.health_reports (target_node_did, timestamp DESC)`)
        return true
      } finally {
        await holder.rollbackTransaction()
      }
    }),
  )
}

async function unlimited<T>(db: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = db.createQueryRunner()
  try {
    const client: PoolClient = await runner.connect()
    return await withoutLimits(client, () => work(runner))
  } finally {
    await runner.release()
  }
}
