import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { currentTables, savedTables } from '@/lib/backup/domain/tables'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { jobStatuses } from '@/lib/kernel/job-status'
import { checkpoint, verified, wholeJob } from '@/test/audit'
import { addOddReports, backedUp, contentOf, restored, schemaOf, withClient } from '@/test/backups'
import { migratedDatabase, type TestDatabase, testDatabase } from '@/test/database'
import { fillAsOf0013 } from '@/test/database-of-0013'
import { fillAsOf0036 } from '@/test/database-of-0036'
import { addLaterOwner } from '@/test/owner-changes'
import { done } from '@/test/result'
import { afterEdit } from '@/test/superuser'

let folder: string
let source: TestDatabase
let older: string
let whole: string
const made: TestDatabase[] = []
const empty = async (kind: () => Promise<TestDatabase> = testDatabase): Promise<string> => {
  const database = await kind()
  made.push(database)
  return database.url
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-backup-'))
  source = await testDatabase()
  await fillAsOf0013(source.url)
  older = join(folder, 'older')
  done(await backedUp(source.url, older))
  await migrate(source.url)
  const db = await openDataSource(source.url, { poolSize: 2, connectTimeoutMs: 30_000 })
  await addOddReports(db)
  await checkpoint(db, 8)
  // As on a server that has run for years.
  await db.query(`UPDATE node_latest SET changed_xid = '4611686018427387904'`)
  await db.query(
    `INSERT INTO settings (key, value) VALUES ('server_secret', '"abc"'), ('other', '{"a": [1e-7]}')`,
  )
  await db.destroy()
  whole = join(folder, 'whole')
  done(await backedUp(source.url, whole))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const database of [source, ...made]) await database.drop()
})

it('every table is saved or made by the migrations, and comes after those that it refers to', async () => {
  await withClient(await empty(migratedDatabase), async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    )
    expect(tables.rows.map(({ name }) => name).sort()).toEqual(
      [...currentTables, 'hakim_migrations', 'hakim_functions', 'job_transitions', 'actor_secrets'].sort(),
    )
    const { rows } = await client.query<{ from: string; to: string }>(
      `SELECT conrelid::regclass::text AS from, confrelid::regclass::text AS to FROM pg_constraint WHERE contype = 'f'`,
    )
    const names: readonly string[] = savedTables
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ from, to }) => names.indexOf(to) >= names.indexOf(from))).toEqual([])
  })
})

it('an empty database becomes the same, with its schema, guards and chains', async () => {
  expect(statSync(whole).mode & 0o777).toBe(0o600)
  const url = await empty()
  const before = await contentOf(source.url)
  for (const status of jobStatuses)
    expect(before.maintenance_jobs?.some((row) => row.includes(`"${status}"`))).toBe(true)
  expect(before.health_reports?.length).toBeGreaterThan(500)
  const restoredNow = done(await restored(url, whole))
  expect(restoredNow.audit).toMatchObject({ found: 0 })
  expect(await contentOf(url)).toEqual(before)
  expect(await schemaOf(url)).toBe(await schemaOf(await empty(migratedDatabase)))

  const db = await openDataSource(url, { poolSize: 2, connectTimeoutMs: 30_000 })
  try {
    await expect(db.query(`UPDATE job_events SET body = '{}'`)).rejects.toThrow()
    const [running] = await db.query<{ ahead: boolean }[]>(
      `SELECT bool_or(changed_xid >= pg_snapshot_xmax(pg_current_snapshot())) AS ahead FROM node_latest`,
    )
    expect(running?.ahead).toBe(false)
    await db.query(
      `INSERT INTO people (id, name, email, did, role) VALUES ('ana', '', 'a@b', 'did:a', 'approver')`,
    )
    await addLaterOwner(db, 'did:node:11', 'ana')
    await wholeJob(db, 'did:node:11')
    await checkpoint(db, 8)
    expect(await verified(db)).toMatchObject({ ok: true })
  } finally {
    await db.destroy()
  }
})

it('a migrated database on which a server has just been started is empty, too', async () => {
  const url = await empty(migratedDatabase)
  await withClient(url, (client) =>
    client.query(
      `INSERT INTO settings (key, value) VALUES ('server_secret', '"abc"'), ('setup_token_sha256', '"1"');
       INSERT INTO lease_checks (checked_at) VALUES (now())`,
    ),
  )
  done(await restored(url, whole))
  expect(await contentOf(url)).toEqual(await contentOf(source.url))
})

it('the backup of an older version is migrated from its state on', async () => {
  const url = await empty()
  const { migrated, header } = done(await restored(url, older))
  expect(header.migrations.at(-1)).toBe('StrictGuard1764000013000')
  expect(migrated[0]).toBe('SqlFunctions1764000014000')
  expect(await schemaOf(url)).toBe(await schemaOf(await empty(migratedDatabase)))
  // What the upgrade writes into the log has its time.
  const ofBackup = async (database: string) => {
    const { job_events = [], maintenance_jobs, job_votes } = await contentOf(database)
    const written = /kind\\": \\"(state|jobs adopted|details|rule_versions insert)\\"/
    return { job_events: job_events.filter((row) => !written.test(row)), maintenance_jobs, job_votes }
  }
  expect(await ofBackup(url)).toEqual(await ofBackup(source.url))
  const db = await openDataSource(url, { poolSize: 1, connectTimeoutMs: 30_000 })
  expect(await verified(db)).toMatchObject({ ok: true, findings: [] })
  await db.destroy()
  // Marks that were lost would leave reports out of charts.
  const marks = (database: string) =>
    withClient(database, (client) =>
      client.query(
        `SELECT DISTINCT node_did, hour, buckets FROM roll_up_marks JOIN nodes USING (node_key)
         WHERE node_did LIKE 'did:node:%' ORDER BY 1, 2, 3`,
      ),
    )
  const { rows } = await marks(url)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows).toEqual((await marks(source.url)).rows)
  expect(await restored(await empty(migratedDatabase), older)).toMatchObject({
    ok: false,
    error: {
      kind: 'conflict',
      detail: expect.stringMatching(/from before SqlFunctions.*entirely empty database/),
    },
  })
})

it.each([
  ['made by this version', false],
  ['made by its own version, which did not save which providers give roles', true],
])(
  'the backup of a database from before the log said who signs in is restored, %s',
  async (name, without) => {
    const from = await empty()
    await fillAsOf0036(from)
    const file = join(folder, `of-0036-${without}`)
    if (without) await withClient(from, (client) => client.query(`DROP TABLE role_providers`))
    expect(done(await backedUp(from, file)).audit, name).toMatchObject({ found: 0, jobs: 2 })
    const url = await empty()
    const { migrated, tables } = done(await restored(url, file))
    expect('role_providers' in tables).toBe(!without)
    expect(migrated).toContain('SignInLog1764000038000')
    const db = await openDataSource(url, { poolSize: 1, connectTimeoutMs: 30_000 })
    expect(await verified(db)).toMatchObject({ ok: true, findings: [] })
    // The node has an event from before its upgrade, and no owner.
    const { findings } = await afterEdit(db, (tx) =>
      tx.query(`UPDATE nodes SET owned_since = now() WHERE node_did = 'did:kos:2'`),
    )
    expect(findings.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/"did:kos:2".* has owned_since/),
    ])
    await db.destroy()
  },
)

it('kept heads of this installation are compared, as far as the backup goes', async () => {
  const [last] = await withClient(source.url, async (client) => {
    const { rows } = await client.query<{ no: number; hash: string }>(
      `SELECT checkpoint_no::int AS no, encode(hash, 'hex') AS hash FROM audit_checkpoints ORDER BY checkpoint_no DESC LIMIT 1`,
    )
    return rows
  })
  const { no, hash } = last ?? { no: 0, hash: '' }
  const newer: [number, string] = [no + 1, 'f'.repeat(64)]
  const url = await empty()
  expect(await restored(url, whole, new Map([[no, 'e'.repeat(64)], newer]))).toMatchObject({
    ok: false,
    error: {
      detail: expect.stringMatching(/not the one that was backed up.*heads\.ndjson.*Nothing was changed/),
    },
  })
  done(await restored(url, whole, new Map([[no, hash], newer])))
})

it('rights of other roles are named and not given', async () => {
  const role = `reader_${process.pid}`
  const file = join(folder, 'with-rights')
  await withClient(source.url, (client) =>
    client.query(`CREATE ROLE ${role}; GRANT SELECT, INSERT ON health_reports TO ${role}`),
  )
  try {
    done(await backedUp(source.url, file))
    const url = await empty()
    const { grants } = done(await restored(url, file))
    expect(grants).toEqual([`GRANT INSERT, SELECT ON health_reports TO ${role}`])
    expect(await schemaOf(url)).toBe(await schemaOf(await empty(migratedDatabase)))
  } finally {
    await withClient(source.url, (client) => client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`))
  }
})

it('a database that holds anything is refused and stays as it is', async () => {
  const url = await empty(migratedDatabase)
  await withClient(url, (client) => client.query(`INSERT INTO nodes (node_did) VALUES ('did:only:1')`))
  const before = await contentOf(url)
  expect(await restored(url, whole)).toMatchObject({
    ok: false,
    error: {
      kind: 'conflict',
      detail: expect.stringMatching(/is not empty \(nodes\).*new database.*nothing was changed/),
    },
  })
  expect(await contentOf(url)).toEqual(before)
})

it('an existing file is not overwritten, and a failed backup leaves none behind', async () => {
  const { size } = statSync(whole)
  expect(await backedUp(source.url, whole)).toMatchObject({
    ok: false,
    error: { detail: expect.stringContaining('exists already') },
  })
  expect(statSync(whole).size).toBe(size)
  expect(await backedUp(source.url, join(folder, 'nowhere', 'file'))).toMatchObject({
    ok: false,
    error: { detail: expect.stringContaining('no such file or folder') },
  })
  expect(await backedUp(await empty(), join(folder, 'none'))).toMatchObject({
    ok: false,
    error: { kind: 'not_found' },
  })
})
