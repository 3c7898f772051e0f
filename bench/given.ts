import type { Client } from 'pg'
import { openDataSource } from '@/lib/db/data-source'
import { GivenSchema1764000000000 } from '@/migrations/1764000000000-given-schema'
import type { Cluster } from './cluster'
import { withClient } from './cluster'
import { copyReports, copyText } from './copy'
import type { SentReport } from './signal'

/** A database with the two given tables, their own indexes and nothing else: what Hakim adopts. */
export async function createGiven(cluster: Cluster, name: string): Promise<string> {
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

/** Fills health_reports and leaves it as a database that has long been in use: indexed, analysed, on disk. */
export async function loadReports(url: string, reports: Iterable<SentReport>): Promise<void> {
  const rebuild = await withClient(url, dropIndexes)
  await copyReports(url, copyText(reports))
  await withClient(url, async (client) => {
    await client.query(`SET maintenance_work_mem = '512MB'`)
    for (const statement of rebuild) await client.query(statement)
    await client.query('VACUUM (ANALYZE) health_reports')
    await client.query('CHECKPOINT')
  })
}

/** Building an index over all rows is many times faster than growing it. Returns what makes them again. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname = 'public' AND tablename = 'health_reports' AND indexname <> 'health_reports_pkey'`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  await client.query('ALTER TABLE health_reports DROP CONSTRAINT health_reports_pkey')
  return [
    'ALTER TABLE health_reports ADD PRIMARY KEY (report_id)',
    ...rows.map(({ definition }) => definition),
  ]
}
