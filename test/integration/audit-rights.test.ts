import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashPassword, newToken, tokenDigest } from '@/lib/people/db/credentials'
import { insertPerson } from '@/lib/people/db/people'
import { insertToken } from '@/lib/people/db/tokens'
import { addNode, checkpoint, testAudit, verified } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { askedBefore } from '@/test/owner-changes'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit(2)
  await addNode(fleet.db, 'did:kos:2')
})
afterAll(() => fleet.close())

type Logged = { kind: string; actor_did: string | null; db_role: string; was: unknown; is: unknown }

/** What a person's change leaves in the log. */
async function logged(sql: string, actor = 'did:test:person:ada'): Promise<Logged[]> {
  const [before] = await fleet.db.query<{ id: string }[]>(
    `SELECT coalesce(max(event_id), 0) AS id FROM job_events`,
  )
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [actor])
    await tx.query(sql)
  })
  const rows = await fleet.db.query<{ stream: string; body: string }[]>(
    `SELECT stream, body FROM job_events WHERE event_id > $1 ORDER BY event_id`,
    [before?.id],
  )
  return rows.filter(({ stream }) => stream === 'rights').map(({ body }) => JSON.parse(body))
}

const ada = { person_id: 'ada', did: 'did:test:person:ada' }
const group = '6b0f5e0e-3c1f-4d55-9a53-1f0e8e0a7b01'
const rule = '6b0f5e0e-3c1f-4d55-9a53-1f0e8e0a7b02'
const token = '6b0f5e0e-3c1f-4d55-9a53-1f0e8e0a7b03'

it.each([
  [`UPDATE people SET role = 'admin' WHERE id = 'ola'`, ['people update']],
  [`UPDATE people SET role = 'operator' WHERE id = 'ola'`, ['people update']],
  [`UPDATE people SET did = 'did:test:new' WHERE id = 'ola'`, ['people update']],
  [`UPDATE people SET name = 'Ola O.' WHERE id = 'ola'`, []],
  [
    `${askedBefore({ kind: 'restrict', node: 'did:kos:2' }, { restricted: true })}
     UPDATE nodes SET restricted = true WHERE node_did = 'did:kos:2'`,
    ['consent_changes insert', 'consent_changes update', 'nodes update'],
  ],
  [
    `${askedBefore({ kind: 'add_owner', node: 'did:kos:2' }, ada)}
     INSERT INTO node_owners (node_did, person_id) VALUES ('did:kos:2', 'ada')`,
    ['consent_changes insert', 'consent_changes update', 'node_owners insert'],
  ],
  [
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     VALUES ('did:kos:2', 'ada', 'ana', now() + interval '1 day')`,
    ['delegations insert'],
  ],
  [`UPDATE delegations SET revoked_at = now()`, ['delegations update']],
  // A delegation ends with the ownership of the person who gave it.
  [
    `${askedBefore({ kind: 'remove_owner', node: 'did:kos:2' }, ada)}
     DELETE FROM node_owners WHERE node_did = 'did:kos:2' AND person_id = 'ada'`,
    ['consent_changes insert', 'consent_changes update', 'delegations delete', 'node_owners delete'],
  ],
  [`INSERT INTO approver_groups (group_id, name) VALUES ('${group}', 'on duty')`, ['approver_groups insert']],
  [`INSERT INTO group_members VALUES ('${group}', 'ana')`, ['group_members insert']],
  [
    `INSERT INTO approval_rules (rule_id, name) VALUES ('${rule}', 'all')`,
    ['approval_rules insert', 'rule_versions insert'],
  ],
  [
    `UPDATE approval_rules SET owners = 2 WHERE rule_id = '${rule}'`,
    ['approval_rules update', 'rule_versions insert'],
  ],
  [`INSERT INTO rule_seats VALUES ('${rule}', '${group}', 1)`, ['rule_seats insert', 'rule_versions insert']],
  [`UPDATE rule_seats SET votes = 2`, ['rule_seats update', 'rule_versions insert']],
  [
    `${askedBefore({ kind: 'remove_rule', node: null }, { rule_id: rule, name: 'all' })}
     DELETE FROM approval_rules WHERE rule_id = '${rule}'`,
    [
      ...['approval_rules delete', 'consent_changes insert', 'consent_changes update', 'rule_seats delete'],
      ...Array.from({ length: 4 }, () => 'rule_versions delete'),
    ],
  ],
  [`DELETE FROM group_members`, ['group_members delete']],
  [
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     VALUES ('did:kos:2', 'nights', '{1,2}', 60, 120, 'Africa/Cairo')`,
    ['node_windows insert'],
  ],
  [`UPDATE node_windows SET start_minute = 90`, ['node_windows update']],
  [`DELETE FROM node_windows`, ['node_windows delete']],
  [
    `INSERT INTO tokens (token_id, token_hash, node_did, scopes)
     VALUES ('${token}', sha256('x'), 'did:kos:2', '{report}')`,
    ['tokens insert'],
  ],
  [`UPDATE tokens SET scopes = '{read,report}'`, ['tokens update']],
  [`UPDATE tokens SET last_used_at = now()`, []],
  [`UPDATE tokens SET revoked_at = now()`, ['tokens update']],
  [`DELETE FROM tokens`, ['tokens delete']],
])('%s is logged with its actor', async (sql, kinds) => {
  const events = await logged(sql)
  expect(events.map(({ kind }) => kind).toSorted()).toEqual(kinds)
  for (const event of events) {
    expect(event.actor_did).toBe('did:test:person:ada')
    expect(event.db_role).not.toBe('')
    expect(event.was === null).toBe(event.kind.endsWith('insert'))
    expect(event.is === null).toBe(event.kind.endsWith('delete'))
  }
})

it('records the old and the new role', async () => {
  const [event] = await logged(`UPDATE people SET role = 'approver' WHERE id = 'ola'`)
  expect(event).toMatchObject({ was: { id: 'ola', role: 'operator' }, is: { id: 'ola', role: 'approver' } })
})

it('a change without a named actor has only the database role', async () => {
  const [event] = await logged(`UPDATE people SET role = 'operator' WHERE id = 'ola'`, '')
  expect(event?.actor_did).toBeNull()
  expect(event?.db_role).toMatch(/\w/)
})

it('the log never contains a secret', async () => {
  const { db } = fleet
  const passwordHash = await hashPassword('a long password of Eve')
  const eve = {
    id: 'eve',
    name: 'Eve',
    email: 'eve@example.org',
    did: 'did:test:person:eve',
    role: 'admin',
  } as const
  await insertPerson(db.manager, { ...eve, passwordHash })
  const secrets = [passwordHash, passwordHash.split('$').at(-1) ?? '']
  for (const holder of [{ nodeDid: 'did:kos:2' }, { personId: 'eve' }]) {
    const made = await insertToken(db.manager, holder, null)
    secrets.push(made, tokenDigest(made).toString('hex'), tokenDigest(made).toString('base64'))
  }
  const later = tokenDigest(newToken())
  await db.query(`UPDATE tokens SET token_hash = $1 WHERE person_id = 'eve'`, [later])
  await db.query(`UPDATE tokens SET expires_at = now() + interval '1 day', revoked_at = now()`)
  await db.query(`DELETE FROM tokens`)
  await db.query(`DELETE FROM people WHERE id = 'eve'`)
  const rows = await db.query<{ body: string }[]>(`SELECT body FROM job_events`)
  const log = rows.map(({ body }) => body).join('\n')
  expect(log.match(/"kind": "tokens delete"/g)?.length).toBeGreaterThanOrEqual(2)
  for (const secret of [...secrets, later.toString('hex')]) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/token_hash|password|argon2|hk_/)
})

it('the log of rights is a chain like the others, and shows what no token may become', async () => {
  await checkpoint(fleet.db)
  const { uncovered, findings } = await verified(fleet.db)
  expect(uncovered).toBe(0)
  expect(findings.map(({ kind, detail }) => [kind, detail.replace(/".*"/, '…')])).toEqual([
    ['unlike', 'tokens […] got another scopes, as no token may'],
    ['unlike', 'tokens […] got another token_sha256, as no token may'],
  ])
})
