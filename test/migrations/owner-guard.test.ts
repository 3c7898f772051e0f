import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { refusedBy } from '@/lib/db/connection/failures'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { addLaterOwner, removeOwnerOf, setRestricted } from '@/test/owner-changes'

const node = 'did:test:node:1'
let fleet: TestFleet

beforeAll(async () => {
  fleet = await testFleet(6)
  for (const id of ['ann', 'ben', 'cho']) await testPerson(fleet.db, id, 'approver')
  await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`DELETE FROM approval_rules`)
  await testNode(fleet.db, node, 'ann')
})

const sql = (text: string, values: unknown[] = []) => fleet.db.query(text, values)
/** The constraint that refuses a statement; `done` if none does. */
const outcome = (text: string, values: unknown[] = []): Promise<string | null> =>
  sql(text, values).then(() => 'done', refusedBy)
const owners = async (): Promise<string[]> =>
  (await fleet.db.query<{ person_id: string }[]>(`SELECT person_id FROM node_owners ORDER BY 1`)).map(
    ({ person_id }) => person_id,
  )
const add = `INSERT INTO node_owners (node_did, person_id) VALUES ('${node}', $1)`
const remove = `DELETE FROM node_owners WHERE node_did = '${node}' AND person_id = $1`

/** Asks for an owner and returns the change. */
const ask = async (
  person: string,
  by: string | null = 'admin',
  reason: string | null = 'She moved here.',
) => {
  const [row] = await sql(
    `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
     SELECT 'add_owner', $1, jsonb_build_object('person_id', id, 'did', did), $3, $4 FROM people WHERE id = $2
     RETURNING change_id`,
    [node, person, reason, by],
  )
  return row.change_id as string
}
const decide = (change: string, state: string, by: string) =>
  outcome(`UPDATE consent_changes SET state = $2, decided_by = $3 WHERE change_id = $1`, [change, state, by])
const apply = async (change: string): Promise<boolean> =>
  (await sql(`SELECT hakim_apply_change($1) AS done`, [change]))[0].done

it('names the first owners freely, several at once, and nobody after them', async () => {
  await testNode(fleet.db, 'did:test:two')
  const both = `INSERT INTO node_owners (node_did, person_id) VALUES ('did:test:two', 'ann'), ('did:test:two', 'ben')`
  expect(await outcome(both)).toBe('done')
  expect(await outcome(add, ['ben'])).toBe('node_owners_consent')
  expect(await outcome(remove, ['ann'])).toBe('node_owners_consent')
  const asOwner = `SELECT set_config('hakim.actor', 'did:test:person:ann', true);`
  expect(await outcome(`${asOwner} INSERT INTO node_owners VALUES ('${node}', 'ben')`)).toBe(
    'node_owners_consent',
  )
  expect(await outcome(`UPDATE node_owners SET person_id = 'ben'`)).toBe('node_owners_kept')
  expect(await outcome(`UPDATE node_owners SET counts_from = NULL`)).toBe('done')
  expect(await outcome(`INSERT INTO node_owners VALUES ('${node}', 'ann') ON CONFLICT DO NOTHING`)).toBe(
    'done',
  )
})

it('adds an owner once an owner has agreed, and once only', async () => {
  const change = await ask('ben')
  expect(await apply(change)).toBe(false)
  expect(await outcome(add, ['ben'])).toBe('node_owners_consent')
  expect(await decide(change, 'agreed', 'admin')).toBe('consent_changes_right')
  expect(await decide(change, 'agreed', 'ben')).toBe('consent_changes_right')
  expect(await decide(change, 'done', 'ann')).toBe('consent_changes_kept')
  expect(await decide(change, 'agreed', 'ann')).toBe('done')
  expect(await outcome(add, ['cho'])).toBe('node_owners_consent')
  expect(await apply(change)).toBe(true)
  expect(await owners()).toEqual(['ann', 'ben'])
  await removeOwnerOf(fleet.db, node, 'ben')
  expect(await outcome(add, ['ben'])).toBe('node_owners_consent')
})

it('takes no agreement without the signature of whoever has a key', async () => {
  await sql(`INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('ann', 'did:key:z', 'p256', 'x')`)
  try {
    const change = await ask('ben')
    expect(await decide(change, 'agreed', 'ann')).toBe('consent_changes_signature')
    const sign = (more: object) =>
      outcome(
        `UPDATE consent_changes SET state = 'agreed', decided_by = 'ann', signed = $2,
           key_id = (SELECT key_id FROM consent_keys) WHERE change_id = $1`,
        [change, JSON.stringify({ statement: { key: 'did:key:z', decision: 'agree', ...more } })],
      )
    const [{ digest }] = await sql(`SELECT digest FROM consent_changes WHERE change_id = $1`, [change])
    const person = 'did:test:person:ann'
    expect(await sign({ change: 'another', person })).toBe('consent_changes_signature')
    expect(await sign({ change: digest, person: 'did:test:person:ben' })).toBe('consent_changes_signature')
    expect(await sign({ change: digest, person, decision: 'refuse' })).toBe('consent_changes_signature')
    expect(await sign({ change: digest, person, key: 'did:key:y' })).toBe('consent_changes_signature')
    expect(await sign({ change: digest, person })).toBe('done')
  } finally {
    await fleet.db.query(`UPDATE consent_keys SET revoked_at = now()`)
  }
})

it('adds nobody whom an owner refused, or who was withdrawn', async () => {
  const refused = await ask('ben')
  expect(await decide(refused, 'refused', 'cho')).toBe('consent_changes_right')
  expect(await decide(refused, 'refused', 'ann')).toBe('done')
  expect(await decide(refused, 'agreed', 'ann')).toBe('consent_changes_kept')
  const withdrawn = await ask('ben')
  expect(await decide(withdrawn, 'withdrawn', 'cho')).toBe('consent_changes_right')
  expect(await decide(withdrawn, 'withdrawn', 'admin')).toBe('done')
  expect([await apply(refused), await apply(withdrawn)]).toEqual([false, false])
  expect(await outcome(add, ['ben'])).toBe('node_owners_consent')
})

it('waits exactly 72 hours, whatever the writer says, even if the only owner is disabled', async () => {
  await sql(`UPDATE people SET disabled_at = now() WHERE id = 'ann'`)
  const change = await ask('ben')
  const [row] = await sql(`SELECT due_at - asked_at = interval '72 hours' AS exact FROM consent_changes`)
  expect(row.exact).toBe(true)
  expect(await outcome(`UPDATE consent_changes SET due_at = now()`)).toBe('consent_changes_kept')
  expect(await decide(change, 'refused', 'ann')).toBe('consent_changes_right')
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`UPDATE consent_changes SET due_at = due_at - interval '72 hours'`)
  })
  expect(await apply(change)).toBe(true)
  expect(await owners()).toEqual(['ann', 'ben'])
  await sql(`UPDATE people SET disabled_at = NULL WHERE id = 'ann'`)
})

it('takes a change from nobody but owners and administrators, and with a reason', async () => {
  await expect(ask('ben', 'cho')).rejects.toThrow(/Only an owner or an administrator/)
  await expect(ask('ben', 'admin', ' ')).rejects.toThrow(/needs a reason/)
  await expect(ask('ben', null, null)).rejects.toThrow(/needs a reason/)
  expect(await ask('ben', 'ann', null)).toBeTruthy()
  await expect(ask('ben')).rejects.toThrow(/idx_consent_changes_open/)
  expect(await outcome(`DELETE FROM consent_changes`)).toBe('consent_changes_kept')
})

it('knows that a node without an owner has had one', async () => {
  await removeOwnerOf(fleet.db, node, 'ann')
  expect(await outcome(`UPDATE nodes SET owned_since = NULL`)).toBe('nodes_consent')
  await sql(add, ['cho'])
  const [row] = await sql(`SELECT counts_from IS NOT NULL AS late FROM node_owners`)
  expect(row.late).toBe(true)
})

it('knows it of a node from before owners were asked, too', async () => {
  const forget = () =>
    fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(`UPDATE nodes SET owned_since = NULL`)
    })
  await forget()
  expect(await outcome(add, ['ben'])).toBe('node_owners_consent')
  await forget()
  await removeOwnerOf(fleet.db, node, 'ann')
  await sql(add, ['cho'])
  const [row] = await sql(`SELECT counts_from IS NOT NULL AS late FROM node_owners`)
  expect(row.late).toBe(true)
})

it('restricts a node, and labels it out of a rule, only as its owners were asked', async () => {
  await testNode(fleet.db, 'did:test:free')
  const label = (did: string, labels: object) =>
    outcome(`UPDATE nodes SET labels = $2 WHERE node_did = $1`, [did, JSON.stringify(labels)])
  expect(await outcome(`UPDATE nodes SET restricted = true WHERE node_did = 'did:test:free'`)).toBe('done')
  expect(await outcome(`UPDATE nodes SET restricted = true WHERE node_did = '${node}'`)).toBe('nodes_consent')
  expect(await label(node, { zone: 'a' })).toBe('done')
  await sql(
    `INSERT INTO approval_rules (name, label_key, label_value, owners) VALUES ('zone', 'zone', 'a', 2)`,
  )
  expect(await label(node, { zone: 'a', more: 'b' })).toBe('done')
  expect(await label(node, { zone: 'b' })).toBe('nodes_consent')
  expect(await label(node, {})).toBe('nodes_consent')
  await setRestricted(fleet.db, node, true)
})

it('lowers no rule that applies to owned nodes', async () => {
  await sql(`INSERT INTO approver_groups (name) VALUES ('G')`)
  const rule = async (name: string, label: string | null) => {
    await sql(`INSERT INTO approval_rules (name, label_key, owners) VALUES ($1, $2, 2)`, [name, label])
    await sql(
      `INSERT INTO rule_seats SELECT rule_id, group_id, 2 FROM approval_rules r, approver_groups WHERE r.name = $1`,
      [name],
    )
  }
  await rule('all', null)
  await rule('none', 'unused')
  const where = (name: string) =>
    `WHERE rule_id = (SELECT rule_id FROM approval_rules WHERE name = '${name}')`
  const lower = [
    `UPDATE approval_rules SET owners = 1`,
    `UPDATE approval_rules SET task_name = 'x'`,
    `UPDATE rule_seats SET votes = 1`,
    `DELETE FROM rule_seats`,
    `DELETE FROM approval_rules`,
  ]
  for (const statement of lower)
    expect(await outcome(`${statement} ${where('all')}`)).toBe('approval_rules_consent')
  for (const statement of lower) expect(await outcome(`${statement} ${where('none')}`)).toBe('done')
  expect(await outcome(`UPDATE approval_rules SET owners = 3 ${where('all')}`)).toBe('done')
  expect(await outcome(`UPDATE rule_seats SET votes = 3 ${where('all')}`)).toBe('done')
})

it('lets only somebody who owns every node of a rule agree to remove it; any of them can refuse', async () => {
  await testNode(fleet.db, 'did:test:other', 'ben')
  await sql(`INSERT INTO approval_rules (name, owners) VALUES ('all', 2)`)
  const asked = async () => {
    const [row] = await sql(
      `INSERT INTO consent_changes (kind, what, reason, asked_by)
       SELECT 'remove_rule', jsonb_build_object('rule_id', rule_id, 'name', name), 'Too slow.', 'admin'
       FROM approval_rules RETURNING change_id`,
    )
    return row.change_id as string
  }
  const first = await asked()
  expect(await decide(first, 'agreed', 'ann')).toBe('consent_changes_right')
  expect(await decide(first, 'refused', 'ben')).toBe('done')
  await addLaterOwner(fleet.db, 'did:test:other', 'ann')
  const second = await asked()
  expect(await decide(second, 'agreed', 'ann')).toBe('done')
  expect(await apply(second)).toBe(true)
  expect(await sql(`SELECT 1 FROM approval_rules`)).toEqual([])
})

it.each([
  ['a first owner', `INSERT INTO node_owners (node_did, person_id) VALUES ('did:test:unowned', 'ben')`],
  [
    'a change that owners are asked about',
    `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
     VALUES ('restrict', '${node}', '{"restricted": true}', 'Why not', 'admin')`,
  ],
  [
    'who sees a node without owners',
    `UPDATE nodes SET restricted = true WHERE node_did = 'did:test:unowned'`,
  ],
  ['its labels', `UPDATE nodes SET labels = '{"a": "b"}' WHERE node_did = 'did:test:unowned'`],
  ['the removal of a rule for nodes without owners', `DELETE FROM approval_rules`],
  [
    'a delegation',
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ('${node}', 'ann', 'cho', now() + interval '1 day')`,
  ],
])('decides on %s only by what is committed now', async (_, statement) => {
  await testNode(fleet.db, 'did:test:unowned')
  await sql(`INSERT INTO approval_rules (name, label_key) VALUES ('none', 'nowhere')`)
  for (const level of ['REPEATABLE READ', 'SERIALIZABLE'] as const)
    expect(await fleet.db.transaction(level, (tx) => tx.query(statement)).then(() => 'done', refusedBy)).toBe(
      'maintenance_jobs_isolation',
    )
  expect(await outcome(statement)).toBe('done')
})

it('an owner who came after a request does not count for it, even if it had no document yet', async () => {
  const [{ job_id }] = await sql(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, created_at)
     VALUES ($1, 'did:program', 'restart_service', $2, 'PendingApproval', now() + interval '1 day') RETURNING job_id`,
    // No document takes such parameters.
    [node, `${'['.repeat(70)}${']'.repeat(70)}`],
  )
  await addLaterOwner(fleet.db, node, 'ben')
  await sql(`UPDATE maintenance_jobs SET params = '{}' WHERE job_id = $1`, [job_id])
  expect(
    await sql(`SELECT hakim_standing($1, 'ann') AS ann, hakim_standing($1, 'ben') AS ben`, [job_id]),
  ).toEqual([{ ann: 'owner', ben: null }])
})

it('a delegation ends with the key that signs it, also if the key is revoked at the same time', async () => {
  const utc = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const [starts, until] = [utc(-1), utc(1)]
  const [{ key_id, key }] = await sql(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('ann', 'did:key:z6MkAnn', 'ed25519', 'a key') RETURNING key_id, key`,
  )
  const delegation = {
    node,
    from: 'did:test:person:ann',
    to: 'did:test:person:cho',
    starts,
    until,
    nonce: 'n',
  }
  let revoked: Promise<unknown> = Promise.resolve()
  await fleet.db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until, key_id, signed)
       VALUES ($1, 'ann', 'cho', $2, $3, $4, $5)`,
      [node, starts, until, key_id, { delegation, key }],
    )
    let done = false
    revoked = sql(`UPDATE consent_keys SET revoked_at = now() WHERE key_id = $1`, [key_id]).then(() => {
      done = true
    })
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    const deadline = Date.now() + 20_000
    while (!done && (await sql(waits)).length === 0) expect(Date.now()).toBeLessThan(deadline)
  })
  await revoked
  expect(await sql(`SELECT revoked_at IS NOT NULL AS ended FROM delegations`)).toEqual([{ ended: true }])
})
