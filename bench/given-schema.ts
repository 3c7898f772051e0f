import type { Client } from 'pg'
import { openDataSource } from '@/lib/db/connection/data-source'
import { GivenSchema1764000000000 } from '@/migrations/1764000000000-given-schema'
import type { Cluster } from './cluster'
import { withClient } from './cluster'
import { copyReports, copyText } from './copy'
import type { SentReport } from './signal'

/** A database with only the two given tables and their indexes, as Hakim adopts it. */
export async function createGivenSchema(cluster: Cluster, name: string): Promise<string> {
  const url = await cluster.create(name)
  const db = await openDataSource(url, { poolSize: 1 })
  try {
    const runner = db.createQueryRunner()
    await new GivenSchema1764000000000().up(runner)
    await runner.release()
  } finally {
    await db.destroy()
  }
  return url
}

/** Fills health_reports and leaves it like a long-used table: indexed, analysed, on disk. */
export const loadReports = (url: string, reports: Iterable<SentReport>): Promise<void> =>
  withClient(url, async (client) => {
    await withoutIndexes(client, 'health_reports', () => copyReports(url, copyText(reports)))
    await client.query('VACUUM (ANALYZE) health_reports')
    await client.query('CHECKPOINT')
  })

/** Drops the indexes while rows are loaded: building one at the end is many times faster. */
export async function withoutIndexes(
  client: Client,
  table: 'health_reports' | 'maintenance_jobs',
  load: () => Promise<unknown>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string; key: string | null }>(
    `SELECT i.relname AS name, pg_get_indexdef(i.oid) AS definition, pg_get_constraintdef(c.oid) AS key
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid LEFT JOIN pg_constraint c ON c.conindid = i.oid
     WHERE x.indrelid = $1::regclass`,
    [table],
  )
  for (const { name, key } of rows)
    await client.query(key ? `ALTER TABLE ${table} DROP CONSTRAINT ${name}` : `DROP INDEX ${name}`)
  await load()
  await client.query(`SET maintenance_work_mem = '512MB'`)
  for (const { name, definition, key } of rows)
    await client.query(key ? `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${key}` : definition)
}
