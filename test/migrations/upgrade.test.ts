import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { sqlFunctions } from '@/lib/db/connection/sql-functions'
import { verified } from '@/test/audit'
import { cuttingProxy } from '@/test/cutting-proxy'
import { copyOf, type TestDatabase, testDatabase } from '@/test/database'
import { fillAsOf0013, statusesOf0013 } from '@/test/database-of-0013'
import { functionFindings } from '@/test/function-rights'
import { functionBodies, schemaDump } from '@/test/schema-dump'

// A database of the last version before functions became files, with rows in it, and what every upgrade does to it.

/** How many statements within the transaction lie between two that are tried; 1 tries each of them, the default twenty. */
const stepOf = (statements: number): number =>
  Number(process.env.HAKIM_KILL_STEP ?? Math.ceil(statements / 20))

let old: TestDatabase
let copy: TestDatabase
let fresh: TestDatabase
let client: Client
let freshClient: Client
const connected = async (url: string): Promise<Client> => {
  const made = new Client({ connectionString: url })
  await made.connect()
  return made
}
beforeAll(async () => {
  old = await testDatabase()
  fresh = await testDatabase()
  await fillAsOf0013(old.url)
  copy = await copyOf(old)
  await migrate(fresh.url)
  client = await connected(old.url)
  freshClient = await connected(fresh.url)
})
afterAll(async () => {
  await client.end()
  await freshClient.end()
  for (const database of [old, copy, fresh]) await database.drop()
})

const schemaOf = async (db: Client) => ({ dump: await schemaDump(db), bodies: await functionBodies(db) })

type Table = { name: string; columns: string }
/** The tables with their columns, without those that record upgrades, and without counts of wrong passwords, which start over. */
async function tablesOf(db: Client): Promise<Table[]> {
  const tables = await db.query<Table>(
    `SELECT relname AS name, string_agg('t.' || quote_ident(attname), ', ' ORDER BY attnum) AS columns
     FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'hakim\\_%'
       AND relname <> 'sign_in_failures' GROUP BY 1 ORDER BY 1`,
  )
  return tables.rows
}

/** The new names of tables and columns that an upgrade renames. */
const renamed = new Map([
  ['roll_up_dirty_hours', 'roll_up_marks'],
  ['audit_seals', 'audit_checkpoints'],
  ['t.seal_no', 't.checkpoint_no'],
  ['t.sealed_at', 't.created_at'],
])
const newName = (name: string): string => renamed.get(name) ?? name

/** Events with which an upgrade takes down what was there. */
const writtenByUpgrade = /""kind"": ""(state|jobs adopted|details|rule_versions insert)""/

/** Every row of these tables with its physical place, so that a mere rewrite shows. */
async function rowsOf(db: Client, tables: readonly Table[]): Promise<string[]> {
  const now = new Set((await tablesOf(db)).map(({ name }) => name))
  const each = tables.map(({ name, columns }) => {
    const isOld = now.has(name)
    const list = isOld ? columns : columns.split(', ').map(newName).join(', ')
    return `SELECT '${name} ' || t.ctid || ' ' || t.xmin || ' ' || ROW(${list})::text AS row FROM ${isOld ? name : newName(name)} t`
  })
  const found = await db.query<{ row: string }>(`${each.join(' UNION ALL ')} ORDER BY 1`)
  const { rows: changed } = await db.query<{ job_id: string }>(
    `SELECT job_id FROM maintenance_jobs JOIN break_glass USING (job_id) WHERE status = 'PendingApproval'`,
  )
  // What was decided before there were documents no longer counts: those jobs have a new revision.
  const isChanged = (row: string) => changed.some(({ job_id }) => row.includes(job_id))
  return found.rows
    .map(({ row }) => row)
    .filter((row) => !row.startsWith('job_details ') || !isChanged(row))
    .filter((row) => !row.startsWith('job_events ') || !writtenByUpgrade.test(row))
}

/** The revisions of the jobs that wait, and those of their documents. */
const revisions = async (db: Client): Promise<unknown> =>
  (
    await db.query(
      `SELECT d.revision, a.revision AS documented, hakim_consent(j.job_id) -> 'met' AS met
       FROM maintenance_jobs j JOIN job_details d USING (job_id) LEFT JOIN approval_documents a USING (job_id)
       WHERE j.status = 'PendingApproval' AND j.target_node_did LIKE 'did:node:%'`,
    )
  ).rows

/** Which statements of an upgrade that nothing interrupts begin and end its transaction; the first one is 1. */
async function transactionOfUpgrade(): Promise<{ begin: number; commit: number }> {
  const proxy = await cuttingProxy(copy.url, Number.POSITIVE_INFINITY)
  await migrate(proxy.url)
  await proxy.close()
  const places = (pattern: RegExp) =>
    proxy.statements.flatMap((statement, index) => (pattern.test(statement) ? [index + 1] : []))
  const [begin = 0, ...others] = places(/^(START TRANSACTION|BEGIN)\b/i)
  const [commit = 0, ...more] = places(/^(COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)\b/i)
  // All of it is one transaction.
  expect([others, more]).toEqual([[], []])
  expect(begin).toBeGreaterThan(0)
  return { begin, commit }
}

it('killed at any statement has changed nothing or everything, and the next start continues', async () => {
  // Those of the old version; an upgrade may add columns and tables beside them.
  const tables = await tablesOf(client)
  const rows = await rowsOf(client, tables)
  for (const status of statusesOf0013)
    expect(rows.some((row) => row.startsWith('maintenance_jobs') && row.includes(`,${status},`))).toBe(true)
  for (const table of ['job_votes', 'break_glass', 'job_events', 'node_latest', 'roll_up_dirty_hours'])
    expect(rows.some((row) => row.startsWith(`${table} `))).toBe(true)
  const before = await schemaOf(client)
  const after = await schemaOf(freshClient)
  expect(before).not.toEqual(after)

  // What a statement commits stays: one that did so within the transaction would show at all that are tried after it.
  const { begin, commit } = await transactionOfUpgrade()
  expect(commit - begin).toBeGreaterThan(sqlFunctions().length + 15)
  const step = stepOf(commit - begin)
  const isTried = (n: number) => n <= begin + 3 || n >= commit - 5 || n % step === 0
  const found: string[] = []
  for (const statement of Array.from({ length: commit }, (_, n) => n + 1).filter(isTried)) {
    const proxy = await cuttingProxy(old.url, statement)
    await expect(migrate(proxy.url)).rejects.toThrow()
    await proxy.close()
    expect(proxy.cut).toBe(true)
    await gone()
    const now = await schemaOf(client)
    expect(await rowsOf(client, tables)).toEqual(rows)
    expect([before, after]).toContainEqual(now)
    found.push(now.dump === before.dump ? 'before' : 'after')
    // All functions or none.
    if (now.dump === before.dump) expect(now.bodies).toEqual(before.bodies)
  }
  expect(found.lastIndexOf('before')).toBeLessThan(found.indexOf('after'))

  expect(await schemaOf(client)).toEqual(after)
  expect(await rowsOf(client, tables)).toEqual(rows)
  for (const { name } of await tablesOf(client))
    if (
      ![
        ...['actor_secrets', 'approval_documents', 'adopted_jobs', 'audit_entries', 'audit_people'],
        // One row says who evaluates; the runs that are over are to be judged; and what a rule says is its first version.
        ...['alert_evaluator', 'job_verdicts', 'rule_versions'],
      ].includes(name) &&
      !tables.some((table) => table.name === name || renamed.get(table.name) === name)
    )
      expect((await client.query(`SELECT FROM ${name}`)).rowCount).toBe(0)
  // What was marked was an hour.
  expect((await client.query(`SELECT DISTINCT buckets FROM roll_up_marks`)).rows).toEqual([
    { buckets: 4_095 },
  ])
  expect(await functionFindings(client)).toEqual([])
  expect(await migrate(old.url)).toEqual({ applied: [], functions: [], restored: [] })
  await isBorneOut()
}, 120_000)

it('continues with the existing jobs', async () => {
  const move = (from: string, to: string) =>
    client.query(
      `UPDATE maintenance_jobs SET status = $2 WHERE status = $1 AND target_node_did LIKE 'did:node:%'`,
      [from, to],
    )
  expect(await move('Running', 'Completed')).toMatchObject({ rowCount: 1 })
  expect(await move('Lost', 'Failed')).toMatchObject({ rowCount: 1 })
  // Their approvals covered no command: what waits needs new votes, and what was approved does not run.
  expect(await revisions(client)).toEqual([{ revision: 2, documented: 2, met: false }])
  await expect(move('Approved', 'Running')).rejects.toThrow('it has no document')
  expect(await move('Approved', 'PendingApproval')).toMatchObject({ rowCount: 1 })
  expect(await revisions(client)).toEqual([
    { revision: 2, documented: 2, met: false },
    { revision: 2, documented: 2, met: false },
  ])
  await expect(move('Rejected', 'Running')).rejects.toThrow('A job cannot go from Rejected to Running')
  await isBorneOut()
})

/** Everything in the database is as its log says. */
async function isBorneOut(): Promise<void> {
  const db = await openDataSource(old.url, { poolSize: 1 })
  expect(await verified(db)).toMatchObject({ ok: true, findings: [], jobs: { without_events: 4 } })
  await db.destroy()
}

/** Waits until the server has noticed that the others have left. */
async function gone(): Promise<void> {
  const others = `SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`
  while ((await client.query<{ n: number }>(others)).rows[0]?.n !== 0)
    await new Promise((resolve) => setTimeout(resolve, 5))
}
