import { Client } from 'pg'
import type { DataSource } from 'typeorm'
import { currentTables } from '@/lib/backup/domain/tables'
import { backUp } from '@/lib/backup/services/back-up'
import { restore } from '@/lib/backup/services/restore'
import { openDataSource } from '@/lib/db/connection/data-source'
import { testKey } from '@/test/audit'
import { jsonBodies, naughtyStrings } from '@/test/data-folder'
import { schemaDump } from '@/test/schema-dump'

/** Reports with odd texts and odd JSON, as any program may write them. */
export async function addOddReports(db: Pick<DataSource, 'query'>): Promise<void> {
  const texts = naughtyStrings().filter((text) => text.isWellFormed() && !text.includes('\u0000'))
  const bodies = jsonBodies()
    .filter(({ name, bytes }) => name.startsWith('y_') && bytes.length < 10_000)
    .map(({ bytes }) => Buffer.from(bytes).toString('utf8'))
  await db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, diagnosis, raw_report)
     SELECT 'did:odd:' || n % 3, '2026-02-01'::timestamptz + n * interval '1 second', left(text, 50),
            jsonb_build_object(text, text, 'lines', E'a\\tb\\nc\\\\.\\r\\\\N'), '1e400'
     FROM unnest($1::text[]) WITH ORDINALITY AS t (text, n)`,
    [texts],
  )
  for (const body of bodies)
    await db
      .query(
        `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
         VALUES ('did:odd:json', '-infinity', 'Healthy', $1, $1)`,
        [body],
      )
      // What jsonb itself refuses.
      .catch(() => undefined)
}

const options = { version: '1.2.3', secret: { secret: 'fingerprint', key: testKey.did }, progress: () => {} }

export const backedUp = (url: string, file: string) =>
  withDatabase(url, (db) => backUp(db, file, { ...options }))

export const restored = (url: string, file: string, heads: ReadonlyMap<number, string> = new Map()) =>
  withDatabase(url, (db) => restore(db, url, file, { progress: () => {}, heads }))

async function withDatabase<T>(url: string, use: (db: DataSource) => Promise<T>): Promise<T> {
  const db = await openDataSource(url, { poolSize: 1, connectTimeoutMs: 30_000 })
  return use(db).finally(() => db.destroy())
}

export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return use(client).finally(() => client.end())
}

export const schemaOf = (url: string): Promise<string> => withClient(url, schemaDump)

/** Every row of every table as text, sorted, without the ids of transactions and of the running server. */
export const contentOf = (url: string): Promise<Record<string, string[]>> =>
  withClient(url, async (client) => {
    const content: Record<string, string[]> = {}
    for (const table of [...currentTables, 'job_transitions', 'hakim_functions', 'hakim_migrations']) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT (to_jsonb(t) - ARRAY['changed_xid', 'applied_at'])::text AS row FROM ${table} t ORDER BY 1`,
      )
      content[table] = rows.map(({ row }) => row).filter((row) => !row.includes('"server_secret"'))
    }
    return content
  })
