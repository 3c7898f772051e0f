import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { databaseDifferences } from '@/lib/db/connection/database-differences'
import { migrate } from '@/lib/db/connection/migrate'
import { applyFunctions, type SqlFunction, sqlFunctions } from '@/lib/db/connection/sql-functions'
import { sqlStatuses } from '@/lib/kernel/job-status'
import { type TestDatabase, testDatabase } from '@/test/database'
import { functionFindings } from '@/test/function-rights'
import { functionBodies } from '@/test/schema-dump'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await testDatabase()
  await migrate(database.url)
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const files = sqlFunctions()

describe('the files', () => {
  it('match the functions of the database, one file each', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc WHERE proname LIKE 'hakim\\_%' ORDER BY proname COLLATE "C"`,
    )
    expect(rows.map(({ name }) => name)).toEqual(files.map(({ name }) => `hakim_${name}`))
  })

  it.each(files)(
    '$path has a comment, defines its function, revokes it from PUBLIC, and nothing else',
    ({ name, text }) => {
      expect(text).toMatch(
        new RegExp(
          `^(-- .+\\n)+CREATE OR REPLACE FUNCTION hakim_${name}\\([^$]*\\nAS \\$\\$\\n` +
            `[^]*\\n\\$\\$;\\n\\nREVOKE EXECUTE ON FUNCTION hakim_${name}\\([^()]*\\) FROM PUBLIC;\\n$`,
        ),
      )
      expect(text.split('$$')).toHaveLength(3)
    },
  )

  it('are valid: PostgreSQL accepts each body as it is', async () => {
    await client.query(`BEGIN; SET LOCAL check_function_bodies = on`)
    for (const { text } of files) await client.query(text)
    await client.query('ROLLBACK')
  })
})

it('a group sees a restricted node through jobs of the statuses that count as open', () => {
  const text = files.find(({ name }) => name === 'group_sees')?.text
  expect(text).toContain(`j.status IN ${sqlStatuses('open')}`)
})

describe('every function', () => {
  it('has the right privileges', async () => {
    expect(await functionFindings(client)).toEqual([])
  })

  describe('an incorrect function', () => {
    beforeEach(async () => {
      await client.query('BEGIN')
    })
    afterEach(async () => {
      await client.query('ROLLBACK')
    })
    const body = `LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`
    const guard = (head: string): string =>
      `CREATE OR REPLACE FUNCTION hakim_job_guard() RETURNS trigger ${head} ${body}`
    const path = 'SECURITY DEFINER, and its search path is not the schema and then pg_temp'

    it.each([
      ['replaced without SECURITY DEFINER', guard(''), 'a trigger function without SECURITY DEFINER'],
      ['replaced without its path', guard('SECURITY DEFINER'), path],
      ['with a path that lets temporary tables in', guard('SECURITY DEFINER SET search_path = public'), path],
      ['with temporary tables first', guard('SECURITY DEFINER SET search_path = pg_temp, public'), path],
      ['with the caller’s path', guard(`SECURITY DEFINER SET search_path = "$user", public, pg_temp`), path],
      ['that anyone can call', `GRANT EXECUTE ON FUNCTION hakim_job_guard() TO PUBLIC`, 'PUBLIC may call it'],
      [
        'owned by somebody else',
        `CREATE ROLE guest; ALTER FUNCTION hakim_job_guard() OWNER TO guest`,
        'another owner than that of the tables',
      ],
    ])('%s is found', async (_, statement, finding) => {
      await client.query(statement)
      expect(await functionFindings(client)).toEqual([`hakim_job_guard(): ${finding}`])
    })

    it('that is new, or an overload, is found', async () => {
      await client.query(`CREATE FUNCTION other() RETURNS trigger ${body}`)
      await client.query(`CREATE FUNCTION hakim_job_guard(more INT) RETURNS INT LANGUAGE sql AS 'SELECT 1'`)
      expect(await functionFindings(client)).toEqual([
        'hakim_job_guard(): several functions of this name',
        'hakim_job_guard(integer): PUBLIC may call it',
        'hakim_job_guard(integer): several functions of this name',
        'other(): PUBLIC may call it',
        'other(): a name without hakim_',
        'other(): a trigger function without SECURITY DEFINER',
      ])
    })
  })
})

describe('a run', () => {
  const nothing = { applied: [], functions: [], restored: [] }

  it('applies only functions that are missing or differ from the record', async () => {
    const before = await functionBodies(client)
    expect(await migrate(database.url)).toEqual(nothing)
    await client.query(
      `CREATE OR REPLACE FUNCTION hakim_metric(value JSONB) RETURNS DOUBLE PRECISION LANGUAGE sql AS 'SELECT 1.0::float8'`,
    )
    await client.query(`UPDATE hakim_functions SET sha256 = 'of an older version' WHERE name = 'metric'`)
    await client.query(`DROP FUNCTION hakim_exact(JSONB)`)
    expect(await migrate(database.url)).toEqual({ applied: [], functions: ['exact', 'metric'], restored: [] })
    expect(await functionBodies(client)).toEqual(before)
    expect(await functionFindings(client)).toEqual([])
    expect(await migrate(database.url)).toEqual(nothing)
  })

  it('restores functions that somebody has replaced, whatever the record of them says', async () => {
    const before = await functionBodies(client)
    await client.query(
      `CREATE OR REPLACE FUNCTION hakim_consent(p_job UUID) RETURNS JSONB LANGUAGE sql AS 'SELECT ''{"met": true}''::jsonb'`,
    )
    await client.query(`ALTER FUNCTION hakim_job_guard() RESET search_path`)
    expect(await migrate(database.url)).toEqual({ ...nothing, restored: ['consent', 'job_guard'] })
    expect(await functionBodies(client)).toEqual(before)
    expect(await functionFindings(client)).toEqual([])
    expect(await migrate(database.url)).toEqual(nothing)
  })

  it('happens once when several start at the same time', async () => {
    await client.query(`UPDATE hakim_functions SET sha256 = 'of an older version'`)
    const runs = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)])
    expect(runs.map(({ functions }) => functions.length).sort()).toEqual([0, 0, files.length])
  })

  it('waits for no writer when only functions have changed', async () => {
    await client.query(`UPDATE hakim_functions SET sha256 = 'of an older version'`)
    await client.query(`BEGIN; LOCK TABLE health_reports, maintenance_jobs IN ROW EXCLUSIVE MODE`)
    expect((await migrate(database.url)).functions).toHaveLength(files.length)
    await client.query('COMMIT')
  })

  it('fails on a file that PostgreSQL refuses, names it and applies none', async () => {
    const db = await openDataSource(database.url, { poolSize: 1 })
    const recorded = `SELECT name, sha256, applied_at FROM hakim_functions ORDER BY name`
    const before = (await client.query(recorded)).rows
    const bad: SqlFunction = { name: 'x', path: 'jobs/x.sql', text: 'CREATE OR REPLACE FUNKTION', sha256: '' }
    await expect(db.transaction((tx) => applyFunctions(tx, [...files, bad]))).rejects.toThrow(
      /^migrations\/functions\/jobs\/x\.sql: syntax error/,
    )
    expect((await client.query(recorded)).rows).toEqual(before)
    await db.destroy()
  })
})

it('in a database with two schemas on the path, definers search only that of the tables', async () => {
  const own = await testDatabase()
  const owner = new Client({ connectionString: own.url })
  await owner.connect()
  try {
    await owner.query('CREATE SCHEMA AUTHORIZATION CURRENT_USER')
    await migrate(own.url)
    const { rows } = await owner.query<{ schema: string; path: string[] }>(
      `SELECT relnamespace::regnamespace::text AS schema,
              (SELECT array_agg(DISTINCT s) FROM pg_proc, unnest(proconfig) s WHERE prosecdef AND s LIKE 'search_path=%') AS path
       FROM pg_class WHERE oid = 'maintenance_jobs'::regclass`,
    )
    const [{ schema, path } = { schema: '', path: [] }] = rows
    expect(schema).not.toBe('public')
    expect(path).toEqual([`search_path=${schema}, pg_temp`])
    const db = await openDataSource(own.url, { poolSize: 1 })
    expect(await databaseDifferences(db, null)).toEqual([])
    await db.destroy()
  } finally {
    await owner.end()
    await own.drop()
  }
})
