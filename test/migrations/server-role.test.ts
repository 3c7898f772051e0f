import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tableRights } from '@/lib/db/connection/server-rights'
import { SERVER } from '@/lib/postgres/cluster'
import { askFor } from '@/test/audit'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { askedBefore } from '@/test/owner-changes'
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

/** All tables and views of the schema with their columns, but for those that the database fills itself. */
const tables = (): Promise<Table[]> =>
  fleet.db.query(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) FILTER (WHERE attidentity = '') AS columns
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

/** A view of two tables takes no rows from anybody. */
const refused = /permission denied|cannot (insert into|update|delete from) view/

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

  it('is listed with nothing that only the guard may write', () => {
    for (const name of [
      ...[
        'approval_documents',
        'break_glass',
        'consent_changes',
        'job_votes',
        'job_transitions',
        'job_events',
      ],
      'adopted_jobs',
    ])
      expect([name, tableRights[name]]).toEqual([name, 'SELECT'])
    for (const name of [
      'audit_entries',
      'audit_people',
      'audit_checkpoints',
      'hakim_functions',
      'hakim_migrations',
    ])
      expect([name, tableRights[name]]).toEqual([name, 'SELECT'])
    for (const name of ['people', 'tokens', 'consent_keys', 'invitations'])
      expect([name, granted(name, 'INSERT')]).toEqual([name, undefined])
    expect(granted('tokens', 'UPDATE')).toEqual(['last_used_at'])
    expect(granted('consent_keys', 'UPDATE')).toEqual(['last_used_at', 'counter', 'counter_fell_at'])
    expect(granted('people', 'UPDATE')?.toSorted()).toEqual([
      'email_verified',
      'image',
      'last_sign_in_at',
      'name',
      'two_factor_enabled',
      'updated_at',
    ])
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

describe('an actor', () => {
  let job = ''
  const others = '6b0f5e0e-3c1f-4d55-9a53-1f0e8e0a7b04'
  beforeAll(async () => {
    for (const [id, role] of [
      ['ana', 'approver'],
      ['ola', 'operator'],
      ['ada', 'admin'],
    ] as const)
      await testPerson(fleet.db, id, role)
    await testNode(fleet.db, 'did:kos:1', 'ana')
    await testNode(fleet.db, 'did:kos:3', 'ada')
    await fleet.db.query(
      `INSERT INTO sessions (id, person_id, token, expires_at) VALUES
         ('1', 'ana', 'ana''s session', now() + interval '1 day'), ('2', 'ada', 'ada''s session', now() + interval '1 day'),
         ('3', 'ana', 'ended', now() - interval '1 second'), ('4', 'ola', 'ola''s session', now() + interval '1 day')`,
    )
    await fleet.db.query(
      `INSERT INTO tokens (token_hash, node_did, scopes, revoked_at) VALUES
         (sha256('agent'), 'did:kos:1', '{jobs}', NULL), (sha256('revoked'), 'did:kos:1', '{jobs}', now())`,
    )
    await testNode(fleet.db, 'did:kos:2')
    await fleet.db.query(
      `INSERT INTO delegations (delegation_id, node_did, owner_id, delegate_id, valid_until)
       VALUES ($1, 'did:kos:3', 'ada', 'ola', now() + interval '1 day')`,
      [others],
    )
    job = await askFor(fleet.db)
  })

  const act = (id: string, kind: string, secret: string): string =>
    `SELECT hakim_act('${id.startsWith('did') ? id : `did:test:person:${id}`}', '${kind}', $secret$${secret}$secret$)`
  const voteOf = (id: string): string =>
    `SELECT hakim_vote('${job}', revision, '${id}', 'approve', digest, NULL, NULL, NULL)
     FROM approval_documents WHERE job_id = '${job}'`
  const windowOf = (did: string): string =>
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     VALUES ('${did}', 'nights', '{1}', 0, 60, 'UTC')`
  /** The first refusal of these statements in one transaction. */
  const inOne = (...statements: string[]): Promise<string | null> => refusalOf(statements.join(';\n'))
  const lacksRight = /Nobody with the right/
  const unproven = /Nobody with this DID has shown who they are/

  it('is proven by a running session or a token that works, and by nothing else', async () => {
    expect(await inOne(act('ana', 'session', `ana's session`))).toBeNull()
    expect(await inOne(act('did:kos:1', 'token', 'agent'))).toBeNull()
    for (const forged of [
      act('ana', 'session', 'guessed'),
      act('ana', 'session', 'ended'),
      act('ada', 'session', `ana's session`),
      act('did:kos:1', 'token', 'revoked'),
      act('did:kos:2', 'token', 'agent'),
      act('ana', 'token', 'agent'),
      act('ana', 'link', 'agent'),
      act('ana', 'provider', 'credential'),
      act('ana', 'owner', `ana's session`),
      `SELECT hakim_act('did:test:person:ana', NULL, NULL)`,
    ])
      expect([forged, await inOne(forged)]).toEqual([forged, expect.stringMatching(unproven)])
    await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'ola'`)
    expect(await inOne(act('ola', 'session', `ola's session`))).toMatch(unproven)
  })

  it('cannot be named by a setting, not even with the proof of another transaction', async () => {
    const setActor = `SELECT set_config('hakim.actor', 'did:test:person:ana', true)`
    expect(await inOne(setActor, voteOf('ana'))).toMatch(lacksRight)
    await server.query('BEGIN')
    await server.query(act('ana', 'session', `ana's session`))
    const { rows } = await server.query<{ proof: string }>(
      `SELECT current_setting('hakim.actor_proof') AS proof`,
    )
    await server.query('ROLLBACK')
    const setProof = `SELECT set_config('hakim.actor_proof', '${rows[0]?.proof}', true)`
    expect(rows[0]?.proof).toMatch(/^[0-9a-f]{64}$/)
    expect(await inOne(setActor, setProof, voteOf('ana'))).toMatch(lacksRight)
    // Proven, and then another name.
    const other = `SELECT set_config('hakim.actor', 'did:test:person:ada', true)`
    expect(await inOne(act('ana', 'session', `ana's session`), other, voteOf('ada'))).toMatch(lacksRight)
  })

  it('votes, reviews and enrols keys as themselves alone', async () => {
    const ana = act('ana', 'session', `ana's session`)
    expect(await inOne(ana, voteOf('ana'))).toBeNull()
    expect(await inOne(voteOf('ana'))).toMatch(lacksRight)
    const hash = "sha256('x')"
    for (const statement of [
      voteOf('ada'),
      `SELECT hakim_withdraw_vote('${job}', 1, 'ada')`,
      `SELECT hakim_approve_in_emergency('${job}', 1, 'ada', 'x', 'a reason that is long enough', NULL, NULL)`,
      `SELECT hakim_review_emergency('${job}', 1, 'ada', 'justified', 'well')`,
      `SELECT hakim_enrol_key('ada', 'did:key:z', 'ed25519', 'k', NULL, NULL, NULL, NULL)`,
      `SELECT hakim_revoke_key('ada', gen_random_uuid())`,
      `SELECT hakim_add_token(${hash}, NULL, 'ada', NULL, '{read}', NULL, NULL)`,
      `SELECT hakim_add_token(${hash}, 'did:kos:1', NULL, NULL, '{jobs}', NULL, NULL)`,
      `SELECT hakim_end_tokens_of('did:kos:2')`,
      `SELECT hakim_set_role('ana', 'admin', NULL)`,
      `SELECT hakim_set_role('ana', 'admin', 'https://example.org')`,
      `SELECT hakim_set_state('ada', true, 'x')`,
      `SELECT hakim_erase_person('ada')`,
      `SELECT hakim_invite('x@example.org', 'admin', ${hash}, 'ana', now() + interval '1 day')`,
      `SELECT hakim_remove_sample()`,
      `INSERT INTO node_owners (node_did, person_id) VALUES ('did:kos:2', 'ana')`,
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
       VALUES ('did:kos:1', 'ada', 'ana', now() + interval '1 day')`,
      `UPDATE delegations SET revoked_at = now() WHERE delegation_id = '${others}'`,
      `SELECT hakim_ask_change('add_owner', 'did:kos:1', '{}', 'She is on duty.', 'ada')`,
      `SELECT hakim_decide_change(gen_random_uuid(), 'agreed', 'ada', NULL, NULL)`,
      `DELETE FROM approval_rules`,
      `UPDATE nodes SET labels = '{"site": "x"}' WHERE node_did = 'did:kos:1'`,
      `UPDATE nodes SET restricted = true WHERE node_did = 'did:kos:2'`,
      windowOf('did:kos:3'),
    ])
      expect([statement, await inOne(ana, statement)]).toEqual([statement, expect.stringMatching(lacksRight)])
    const move = `UPDATE node_windows SET node_did = 'did:kos:3'`
    expect(await inOne(ana, windowOf('did:kos:1'))).toBeNull()
    expect(await inOne(ana, windowOf('did:kos:1'), move)).toMatch(lacksRight)
    const ada = act('ada', 'session', `ada's session`)
    const labels = `UPDATE nodes SET labels = '{"site": "x"}' WHERE node_did = 'did:kos:1'`
    expect(await inOne(ada, labels, windowOf('did:kos:2'))).toBeNull()
    expect(
      await inOne(ada, `SELECT hakim_set_role('ana', 'admin', NULL)`, `DELETE FROM approval_rules`),
    ).toBeNull()
  })

  it('ends no token of others and no change that is not carried out', async () => {
    const ana = act('ana', 'session', `ana's session`)
    const [theirs] = await fleet.db.query<{ id: string }[]>(
      `INSERT INTO tokens (token_hash, person_id, scopes) VALUES (sha256('ada'), 'ada', '{admin}') RETURNING token_id AS id`,
    )
    const inPlaceOf = (id: string): string =>
      `SELECT hakim_tokens_used(ARRAY[hakim_add_token(sha256('y'), NULL, 'ana', NULL, '{read}', NULL, '${id}')])`
    expect(await inOne(ana, inPlaceOf(theirs?.id ?? ''))).toMatch(/replaces one of the same node or person/)
    expect(
      await inOne(ana, `SELECT hakim_decide_change(gen_random_uuid(), 'done', 'ana', NULL, NULL)`),
    ).toMatch(/done when it is carried out/)
  })

  it('is not needed for what the owners were asked about, and for nothing else beside it', async () => {
    await fleet.db.query(
      `BEGIN; ${askedBefore({ kind: 'add_owner', node: 'did:kos:1' }, { person_id: 'ada', did: 'did:test:person:ada' })} COMMIT`,
    )
    const apply = `SELECT hakim_apply_change(change_id) FROM consent_changes WHERE state = 'waiting'`
    expect(await inOne(apply)).toBeNull()
    expect(await inOne(`INSERT INTO node_owners (node_did, person_id) VALUES ('did:kos:1', 'ada')`)).toMatch(
      lacksRight,
    )
    expect(await inOne(apply, `DELETE FROM node_owners`)).toMatch(lacksRight)
    const applying = `SELECT set_config('hakim.applying', 'guessed', true)`
    expect(await inOne(applying, `DELETE FROM node_owners`)).toMatch(lacksRight)
    expect(await refusalOf(`SELECT hakim_applying()`)).toMatch(/permission denied/)
  })

  it('writes into the log what they did, and cannot write it as somebody else', async () => {
    const ana = act('ana', 'session', `ana's session`)
    expect(await inOne(ana, `SELECT hakim_note('people update', '{}')`)).toMatch(/not for the log/)
    expect(await inOne(`SELECT hakim_note('sessions ended', '{}')`)).toMatch(/not for the log/)
    // Appended to a list, what the log itself says would not be what the event says.
    const list = `'[{"kind": "people update"}]'`
    expect(await inOne(ana, `SELECT hakim_note('sessions ended', ${list})`)).toMatch(/not for the log/)
    expect(await inOne(`SELECT hakim_log_reports('reports retired', ${list})`)).toMatch(/not for the log/)
    await server.query(
      `BEGIN; ${ana}; SELECT hakim_note('sessions ended', '{"actor_did": "x", "db_role": "y"}'); COMMIT`,
    )
    const [event] = await fleet.db.query<{ body: string }[]>(
      `SELECT body FROM job_events ORDER BY event_id DESC LIMIT 1`,
    )
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({
      actor_did: 'did:test:person:ana',
      db_role: SERVER,
    })
  })

  it('adds nobody who was not invited, and no checkpoint out of order', async () => {
    const add = (email: string, role: string, id = 'eve'): string =>
      `SELECT hakim_add_person('${id}', 'Eve', '${email}', 'did:test:eve', '${role}', true, NULL)`
    await fleet.db.query(
      `INSERT INTO invitations (email, role, token_hash, expires_at)
       VALUES ('eve@example.org', 'operator', sha256('i'), now() + interval '1 day')`,
    )
    expect(await inOne(add('eve@example.org', 'operator'))).toBeNull()
    for (const statement of [
      add('eve@example.org', 'admin'),
      add('other@example.org', 'operator'),
      add('eve@example.org', 'operator', 'local-eve'),
    ])
      expect(await inOne(statement)).toMatch(/Nobody has invited this person/)
    expect(
      await inOne(`SELECT hakim_add_checkpoint(7, now(), '{1}', '{rights}', '{1}', 'x', 'x', 'x', 'x')`),
    ).toMatch(/follows the last one/)
  })
})
