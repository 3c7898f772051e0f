import type { DataSource } from 'typeorm'
import { unlimited } from './node-time-index'

/**
 * PostgreSQL analyzes a table once a tenth of it has changed, so not at all after a copy. Without statistics it walks through the
 * reports of all nodes for the newest ones of one.
 */
export async function analyzeReports(db: DataSource): Promise<void> {
  const [table] = await db.query<{ name: string; unknown: boolean }[]>(
    `SELECT c.oid::regclass::text AS name, pg_relation_size(c.oid) > 16 * 1024 * 1024 AND NOT EXISTS (
       SELECT FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname) AS unknown
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = 'health_reports'::regclass`,
  )
  if (!table?.unknown) return
  // What is in the reports themselves decides no plan.
  await unlimited(db, (runner) => runner.query(`ANALYZE ${table.name} (target_node_did, timestamp, status)`))
}
