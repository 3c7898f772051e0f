import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tableRights } from '@/lib/db/connection/server-rights'
import { type TestFleet, testFleet } from '@/test/fleet'
import { serverUrlOf } from '@/test/server-role'

// Everything that a server, or whoever has its role, tries with SQL of their own.

let fleet: TestFleet
let server: Client
beforeAll(async () => {
  fleet = await testFleet(2)
  server = new Client({ connectionString: await serverUrlOf(fleet.url) })
  await server.connect()
})
afterAll(async () => {
  await server.end()
  await fleet.close()
})

type Table = { name: string; columns: string[] }

/** All tables and views of the schema with their columns. */
const tables = (): Promise<Table[]> =>
  fleet.db.query(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') GROUP BY relname ORDER BY relname`,
  )

/** Why the server cannot run this; null if it can. Nothing stays of it. */
async function refusalOf(statement: string): Promise<string | null> {
  await server.query('BEGIN')
  try {
    await server.query(statement)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await server.query('ROLLBACK')
  }
}

/** The columns that a right on a table is limited to; null: all of them. Undefined without the right. */
function granted(table: string, right: string): string[] | null | undefined {
  const found = new RegExp(`\\b${right}\\b(?: \\(([^)]*)\\))?`).exec(tableRights[table] ?? '')
  return found ? (found[1]?.split(',').map((name) => name.trim()) ?? null) : undefined
}

const statementsOn = ({
  name,
  columns,
}: Table): [right: string, column: string | null, statement: string][] => [
  ['SELECT', null, `SELECT FROM ${name}`],
  ['INSERT', null, `INSERT INTO ${name} DEFAULT VALUES`],
  ['DELETE', null, `DELETE FROM ${name}`],
  ...columns.map((column): [string, string, string] => [
    ...(['UPDATE', column] as const),
    `UPDATE ${name} SET "${column}" = "${column}"`,
  ]),
]

/** Identities are the database's own, and a view of two tables takes no rows. */
const refused =
  /permission denied|can only be updated to DEFAULT|cannot (insert into|update|delete from) view/

const isRight = (refusal: string | null): boolean =>
  /permission denied|Nobody with the right to change/.test(refusal ?? '')

describe('the role of the server', () => {
  it('has an entry for every table, and for none that does not exist', async () => {
    expect((await tables()).map(({ name }) => name).toSorted()).toEqual(Object.keys(tableRights).toSorted())
  })

  it('can do with each table and column what is listed, and nothing else', async () => {
    const wrong: string[] = []
    let tried = 0
    for (const table of await tables())
      for (const [right, column, statement] of statementsOn(table)) {
        const columns = granted(table.name, right)
        const may = columns === null || (columns !== undefined && column !== null && columns.includes(column))
        const denied = refused.test((await refusalOf(statement)) ?? '')
        if (denied === may) wrong.push(`${statement}: ${may ? 'refused' : 'not refused'}`)
        tried += 1
      }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(400)
  })

  it('changes no schema, switches off no trigger and empties no table', async () => {
    const wrong: string[] = []
    const names = (await tables()).map(({ name }) => name)
    const statements = names
      .filter((name) => name !== 'node_deciders')
      .flatMap((name) => [
        `TRUNCATE ${name} CASCADE`,
        `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
        `ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`,
        `ALTER TABLE ${name} ADD COLUMN more INT`,
        `ALTER TABLE ${name} OWNER TO CURRENT_USER`,
        `CREATE TRIGGER more BEFORE INSERT ON ${name} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
        `CREATE RULE more AS ON INSERT TO ${name} DO INSTEAD NOTHING`,
        `CREATE INDEX ON ${name} ((1))`,
        `DROP TABLE ${name} CASCADE`,
        `GRANT ALL ON ${name} TO CURRENT_USER`,
      ])
    const functions = await fleet.db.query<{ name: string; definition: string }[]>(
      `SELECT oid::regprocedure::text AS name, pg_get_functiondef(oid) AS definition FROM pg_proc
       WHERE proname LIKE 'hakim\\_%'`,
    )
    for (const { name, definition } of functions)
      statements.push(definition, `DROP FUNCTION ${name} CASCADE`, `ALTER FUNCTION ${name} SECURITY INVOKER`)
    const [owner] = await fleet.db.query<{ name: string }[]>(`SELECT current_user AS name`)
    statements.push(
      `SET ROLE ${owner?.name}`,
      `SET SESSION AUTHORIZATION ${owner?.name}`,
      `SET session_replication_role = replica`,
      `CREATE TABLE more (a INT)`,
      `CREATE FUNCTION more() RETURNS INT LANGUAGE sql AS 'SELECT 1'`,
      `CREATE SCHEMA more`,
      `CREATE ROLE more`,
      `ALTER ROLE CURRENT_USER SUPERUSER`,
      `COPY people TO PROGRAM 'true'`,
      `SELECT pg_read_file('postgresql.conf')`,
    )
    for (const statement of statements) {
      const refusal = (await refusalOf(statement)) ?? 'not refused'
      // GRANT by somebody who has no right to give answers with a warning, and gives nothing.
      if (
        !/permission denied|must be owner|must be able to|cannot set parameter|must be superuser/.test(
          refusal,
        )
      )
        if (!statement.startsWith('GRANT')) wrong.push(`${statement.slice(0, 80)}: ${refusal}`)
    }
    expect(wrong).toEqual([])
    expect(statements.length).toBeGreaterThan(600)
  })

  it('calls no function that writes to the log or makes a document', async () => {
    const statements = [
      `SELECT hakim_log('rights', 'people update', '{}')`,
      `SELECT hakim_actor_proof('did:test:ana')`,
      `SELECT hakim_make_document(gen_random_uuid())`,
      `SELECT hakim_decide_again(gen_random_uuid(), 'x')`,
      `SELECT hakim_index_event(1, 'rights', '{}')`,
      `SELECT secret FROM actor_secrets`,
    ]
    for (const statement of statements) expect(await refusalOf(statement)).toMatch(/permission denied/)
  })

  it('changes rights only while somebody acts', async () => {
    const changed = [
      ...['approval_rules', 'approver_groups', 'delegations', 'group_members', 'node_owners', 'node_windows'],
      'rule_seats',
    ].flatMap((name) => [`DELETE FROM ${name}`, `INSERT INTO ${name} DEFAULT VALUES`])
    changed.push(`UPDATE nodes SET restricted = false`, `UPDATE nodes SET labels = '{}'`)
    for (const statement of changed)
      expect([statement, isRight(await refusalOf(statement))]).toEqual([statement, true])
  })
})
