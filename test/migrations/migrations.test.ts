import { Client } from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DatabaseError } from '@/lib/db/connection/database-error'
import { migrate } from '@/lib/db/connection/migrate'
import { sqlFunctions } from '@/lib/db/connection/sql-functions'
import { GivenSchema1764000000000 } from '@/migrations/1764000000000-given-schema'
import { migrations } from '@/migrations/index'
import { testDatabase } from '@/test/database'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const work of cleanUp.splice(0).reverse()) await work()
})

/** An empty database and one connection to it. */
async function emptyDatabase(): Promise<{ url: string; client: Client }> {
  const { url, drop } = await testDatabase()
  cleanUp.push(drop)
  const client = new Client({ connectionString: url })
  await client.connect()
  cleanUp.push(() => client.end())
  return { url, client }
}

const rowsOf = async (client: Client, statement: string): Promise<string[]> =>
  (await client.query<{ row: string }>(statement)).rows.map(({ row }) => row)

/** The given tables as another Hakim program made them. */
const givenSchema = `
  CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
  CREATE TABLE health_reports (
    report_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    target_node_did VARCHAR(255) NOT NULL,
    timestamp TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(50) NOT NULL,
    metrics JSONB,
    diagnosis JSONB,
    raw_report JSONB NOT NULL
  );
  CREATE INDEX idx_health_reports_target_node_did ON health_reports (target_node_did);
  CREATE INDEX idx_health_reports_timestamp ON health_reports (timestamp);
  CREATE TABLE maintenance_jobs (
    job_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    target_node_did VARCHAR(255) NOT NULL,
    requester_did VARCHAR(255) NOT NULL,
    task_name VARCHAR(100) NOT NULL,
    params JSONB,
    status VARCHAR(50) NOT NULL,
    status_history JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
    completed_at TIMESTAMP WITH TIME ZONE
  );
  CREATE INDEX idx_maintenance_jobs_status ON maintenance_jobs (status);
  CREATE INDEX idx_maintenance_jobs_target_node_did ON maintenance_jobs (target_node_did);`

const columnsOf = (client: Client, table: string): Promise<string[]> =>
  rowsOf(
    client,
    `SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
       'default ' || pg_get_expr(adbin, adrelid)) AS row
     FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  )

const given = {
  health_reports: {
    columns: [
      'report_id uuid not null default uuid_generate_v4()',
      'target_node_did character varying(255) not null',
      'timestamp timestamp with time zone not null',
      'status character varying(50) not null',
      'metrics jsonb',
      'diagnosis jsonb',
      'raw_report jsonb not null',
    ],
    indexes: [
      'CREATE INDEX idx_health_reports_target_node_did ON public.health_reports USING btree (target_node_did)',
      'CREATE INDEX idx_health_reports_timestamp ON public.health_reports USING btree ("timestamp")',
      'CREATE UNIQUE INDEX health_reports_pkey ON public.health_reports USING btree (report_id)',
    ],
  },
  maintenance_jobs: {
    columns: [
      'job_id uuid not null default uuid_generate_v4()',
      'target_node_did character varying(255) not null',
      'requester_did character varying(255) not null',
      'task_name character varying(100) not null',
      'params jsonb',
      'status character varying(50) not null',
      'status_history jsonb',
      'created_at timestamp with time zone default now()',
      'completed_at timestamp with time zone',
    ],
    indexes: [
      'CREATE INDEX idx_maintenance_jobs_status ON public.maintenance_jobs USING btree (status)',
      'CREATE INDEX idx_maintenance_jobs_target_node_did ON public.maintenance_jobs USING btree (target_node_did)',
      'CREATE UNIQUE INDEX maintenance_jobs_pkey ON public.maintenance_jobs USING btree (job_id)',
    ],
  },
}

describe.each(Object.entries(given))('the given table %s', (table, { columns, indexes }) => {
  it('is created exactly, with only indexes and triggers added', async () => {
    const { url, client } = await emptyDatabase()
    await migrate(url)
    expect(await columnsOf(client, table)).toEqual(columns)
    const all = await rowsOf(client, `SELECT indexdef AS row FROM pg_indexes WHERE tablename = '${table}'`)
    expect(all).toEqual(expect.arrayContaining(indexes))
    expect(all.filter((index) => index.includes('UNIQUE'))).toHaveLength(1)
    const constraints = `SELECT contype::text AS row FROM pg_constraint
      WHERE conrelid = '${table}'::regclass AND contype <> 'n'`
    expect(await rowsOf(client, constraints)).toEqual(['p'])
  })
})

const oddReports = `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report) VALUES
  ('did:a:1', '2020-01-01 00:00:00.123456+00', 'Healthy', '{"cpu_usage_percent": 1.50}', NULL, '{"b": 1, "a": 2}'),
  ('did:a:1', '2020-01-01 01:00+00', 'Healthy', '[1, 2]', '"text"', 'null'),
  ('did:a:1', '2020-01-01 02:00+00', 'Sleepy', 'null', '7', '[]'),
  ('did:a:1', '2020-01-01 03:00+00', 'Sleepy', '{"x": 1e400, "y": 1e-400}', '[]', '"😀"'),
  ('no did at all', '1899-12-31 00:00+00', '', NULL, '{}', '12345678901234567890.10'),
  ('', 'infinity', 'Healthy', NULL, NULL, '{}'),
  ('did:a:2', '-infinity', 'Error', NULL, NULL, '{}'),
  ('did:a:2', '9000-01-01 00:00+00', 'Error', NULL, NULL, '{}')`
const oddJobs = `INSERT INTO maintenance_jobs
    (target_node_did, requester_did, task_name, params, status, status_history, created_at, completed_at)
  SELECT 'did:a:1', 'did:p:1', 'task', params::jsonb, status, history::jsonb, created_at::timestamptz, done::timestamptz
  FROM (VALUES
    ('{"a": 1}', 'PendingApproval', NULL, '2020-01-01', NULL), (NULL, 'Approved', '[]', NULL, NULL),
    ('[1]', 'Running', '{"not": "an array"}', '2020-01-02', NULL), ('"x"', 'Running', '[1, null]', NULL, NULL),
    ('null', 'Completed', '"text"', '2020-01-03', '2020-01-04'), (NULL, 'Failed', NULL, '2020-01-03', NULL),
    (NULL, 'Rejected', NULL, 'infinity', NULL), (NULL, 'Cancelled', NULL, '-infinity', 'infinity'),
    (NULL, 'Half done', NULL, '0044-03-15 BC', NULL), (NULL, '', NULL, '9999-01-01', NULL))
    AS j (params, status, history, created_at, done)
  UNION ALL SELECT 'did:only:jobs', '', '', NULL, 'Lost', NULL, NULL, NULL`

describe('a database in which the tables hold rows', () => {
  const rows = (client: Client) =>
    rowsOf(
      client,
      `SELECT 'r ' || ctid || ' ' || xmin || ' ' || t::text AS row FROM health_reports t
       UNION ALL SELECT 'j ' || ctid || ' ' || xmin || ' ' || t::text FROM maintenance_jobs t ORDER BY 1`,
    )
  const shape = async (client: Client) => ({
    reports: await columnsOf(client, 'health_reports'),
    jobs: await columnsOf(client, 'maintenance_jobs'),
  })

  it('keeps them byte for byte and registers their nodes', async () => {
    const { url, client } = await emptyDatabase()
    await client.query(givenSchema)
    await client.query(oddReports)
    await client.query(oddJobs)
    const before = { rows: await rows(client), shape: await shape(client) }
    expect(before.rows).toHaveLength(19)
    await migrate(url)
    expect({ rows: await rows(client), shape: await shape(client) }).toEqual(before)
    expect(await rowsOf(client, `SELECT node_did AS row FROM nodes ORDER BY 1`)).toEqual(
      ['', 'did:a:1', 'did:a:2', 'did:only:jobs', 'no did at all'].sort(),
    )
    // A report at an infinite time, or one that is ahead, is never a node's latest.
    const latest = `SELECT concat_ws('|', node_did, status, timestamp AT TIME ZONE 'UTC',
      status_since AT TIME ZONE 'UTC', cadence_seconds) AS row FROM node_latest ORDER BY node_did COLLATE "C"`
    const contact = `SELECT concat_ws('|', node_did, heard_at = now(), arrived_at, ahead_seconds > 2e11) AS row FROM node_latest
      WHERE heard_at IS NOT NULL`
    expect(await rowsOf(client, `SELECT node_did AS row FROM reports_ahead`)).toEqual(['did:a:2'])
    expect(await rowsOf(client, contact)).toEqual(['did:a:2|f|t'])
    expect(await rowsOf(client, latest)).toEqual([
      'did:a:1|Sleepy|2020-01-01 03:00:00|2020-01-01 02:00:00|3600',
      'did:a:2',
      'no did at all||1899-12-31 00:00:00|1899-12-31 00:00:00',
    ])
  })

  it('lets jobs move on from their current status', async () => {
    const { url, client } = await emptyDatabase()
    await client.query(givenSchema)
    await client.query(oddJobs)
    await migrate(url)
    const moved = await rowsOf(
      client,
      `UPDATE maintenance_jobs SET status = 'Completed' WHERE status = 'Running'
       RETURNING jsonb_path_query_array(status_history, '$[*].status')::text || (status_history -> 0)::text AS row`,
    )
    expect(moved.sort()).toEqual(['["Completed"]1', '["Completed"]{"not": "an array"}'])
    await expect(
      client.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE status = 'Half done'`),
    ).rejects.toThrow(/cannot go from Half done/)
  })
})

const names = migrations.map((migration) => migration.name)
const all = { applied: names, functions: sqlFunctions().map(({ name }) => name), restored: [] }

describe('a run', () => {
  it('does everything the first time and nothing the second', async () => {
    const { url } = await emptyDatabase()
    expect(await migrate(url)).toEqual(all)
    expect(await migrate(url)).toEqual({ applied: [], functions: [], restored: [] })
  })

  it('happens once when several start at the same time', async () => {
    const { url, client } = await emptyDatabase()
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)])
    expect(runs.map(({ applied }) => applied.length).sort()).toEqual([0, 0, names.length])
    expect(await rowsOf(client, `SELECT name AS row FROM hakim_migrations ORDER BY id`)).toEqual(names)
  })

  it('refuses the database of a newer version and changes nothing', async () => {
    const { url, client } = await emptyDatabase()
    await migrate(url)
    await client.query(`DELETE FROM hakim_migrations WHERE name = $1`, [names.at(-1)])
    await client.query(
      `INSERT INTO hakim_migrations (timestamp, name) VALUES (9999999999999, 'Future9999999999999')`,
    )
    const refused = migrate(url)
    await expect(refused).rejects.toBeInstanceOf(DatabaseError)
    await expect(refused).rejects.toThrow(/newer Hakim \(Future9999999999999\)/)
    expect(await rowsOf(client, `SELECT count(*)::text AS row FROM hakim_migrations`)).toEqual([
      String(names.length),
    ])
  })

  it('that fails leaves nothing behind, and the next one does all the work', async () => {
    const { url, client } = await emptyDatabase()
    // This obstacle makes the second migration fail after the first is done.
    await client.query(`CREATE TABLE people (in_the_way INT)`)
    await expect(migrate(url)).rejects.toThrow(/"people" already exists/)
    expect(
      await rowsOf(client, `SELECT relname AS row FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toEqual(['people'])
    await client.query(`DROP TABLE people`)
    expect(await migrate(url)).toEqual(all)
  })

  it('starts over after a deadlock with a writer', async () => {
    const { url, client } = await emptyDatabase()
    await client.query(givenSchema)
    // The migration detects it, not the writer: whoever has waited longer checks for deadlocks first.
    await client.query(`SET deadlock_timeout = '1min'`)
    await client.query(`BEGIN; LOCK TABLE maintenance_jobs IN ROW EXCLUSIVE MODE`)
    const running = migrate(url)
    const waiting = `SELECT mode AS row FROM pg_locks WHERE relation = 'maintenance_jobs'::regclass AND NOT granted`
    while ((await rowsOf(client, waiting)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await client.query(`LOCK TABLE health_reports IN ROW EXCLUSIVE MODE`)
    await client.query('COMMIT')
    expect(await running).toEqual(all)
  })

  it('waits for a long transaction of another program, beyond its own lock timeout', async () => {
    const { url, client } = await emptyDatabase()
    await client.query(givenSchema)
    await client.query(`BEGIN; LOCK TABLE health_reports IN ROW EXCLUSIVE MODE`)
    const running = migrate(url)
    const waiting = `SELECT virtualtransaction AS row FROM pg_locks
      WHERE relation = 'health_reports'::regclass AND NOT granted`
    const waited = new Set<string>()
    // Each attempt is a transaction of its own.
    const attempts = async () => {
      for (const transaction of await rowsOf(client, waiting)) waited.add(String(transaction))
      return waited.size
    }
    await expect.poll(attempts, { timeout: 20_000, interval: 20 }).toBeGreaterThan(1)
    await client.query('COMMIT')
    expect(await running).toEqual(all)
  })

  it('gives up with one sentence about who holds a table, and lets writers in between its tries', async () => {
    const { url, client } = await emptyDatabase()
    await client.query(givenSchema)
    const holder = new URL(url)
    holder.searchParams.set('application_name', 'nightly import')
    const idle = new Client({ connectionString: holder.href })
    await idle.connect()
    cleanUp.push(() => idle.end())
    await idle.query(`BEGIN; LOCK TABLE maintenance_jobs IN ROW EXCLUSIVE MODE`)
    const printed = vi.spyOn(console, 'log')
    cleanUp.push(async () => printed.mockRestore())
    const running = migrate(url, { patienceMs: 3_000 }).catch((error: unknown) => error)
    // Longer than it may hold writers up, and shorter than the next try.
    await client.query(`SET lock_timeout = '2500ms'`)
    for (const n of [1, 2])
      await client.query(
        `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'x', '{}')`,
        [`did:a:${n}`],
      )
    const failure = await running
    expect(failure).toBeInstanceOf(DatabaseError)
    expect(String(failure)).toMatch(
      /Another program \(nightly import, process \d+ of the database, in a transaction since .* UTC\) holds .*nothing was changed\.$/,
    )
    expect(printed).not.toHaveBeenCalled()
  })

  it('never drops the given tables', async () => {
    await expect(new GivenSchema1764000000000().down()).rejects.toThrow(/never dropped/)
  })
})
