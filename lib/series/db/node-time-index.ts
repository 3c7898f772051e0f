import type { PoolClient } from 'pg'
import type { DataSource } from 'typeorm'
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
  const runner = db.createQueryRunner()
  const lock = `hashtext('hakim node time index')`
  try {
    const [row] = (await runner.query(`SELECT pg_try_advisory_lock(${lock}) AS locked`)) as {
      locked: boolean
    }[]
    if (!row?.locked) return false
    try {
      const client: PoolClient = await runner.connect()
      await withoutLimits(client, async () => {
        await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS idx_health_reports_node_time`)
        await runner.query(`
          CREATE INDEX CONCURRENTLY idx_health_reports_node_time ON health_reports (target_node_did, timestamp DESC)`)
      })
      return true
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(${lock})`)
    }
  } finally {
    await runner.release()
  }
}
