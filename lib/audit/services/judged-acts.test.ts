import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addNode } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { benAsOwner, eveAsAdmin, testJudged, whileEdited } from '@/test/judged'
import { addLaterOwner, removalOfRule, removeOwnerOf, setRestricted, unrefused } from '@/test/owner-changes'
import { foundAfter } from '@/test/superuser'

// Somebody changes rights by a right that the log never had, or past the owners.

let fleet: TestFleet
let node: string
let nodes = 0
beforeAll(async () => {
  fleet = await testJudged()
})
beforeEach(async () => {
  nodes += 1
  node = `did:kos:acts:${nodes}`
  await addNode(fleet.db, node)
})
afterAll(() => fleet.close())

const as = (db: DataSource, person: string, ...statements: string[]): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [`did:test:person:${person}`])
    for (const statement of statements) await tx.query(statement)
  })

const join = `INSERT INTO group_members (group_id, person_id) SELECT group_id, 'ben' FROM approver_groups`
const leave = `DELETE FROM group_members WHERE person_id = 'ben'`

it('changes by somebody who was no administrator are found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    await whileEdited(db, eveAsAdmin, () =>
      as(db, 'eve', join, leave, `UPDATE people SET role = 'admin' WHERE id = 'ben'`),
    )
  })
  const noAdmin = 'was changed by "did:test:person:eve", who was no administrator by the events before'
  expect(found).toEqual([
    ...[`group_members ${noAdmin}`, `group_members ${noAdmin}`],
    `people ["ben"] ${noAdmin}`,
  ])
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'ben'`)
})

it('a role that somebody gives themselves is found, unless it is from a provider', async () => {
  const own = `UPDATE people SET role = CASE role WHEN 'operator' THEN 'approver' ELSE 'operator' END WHERE id = 'ola'`
  expect(await foundAfter(fleet.db, (db) => as(db, 'ola', own))).toEqual([
    'people ["ola"] was changed by "did:test:person:ola", who was no administrator by the events before',
  ])
  await fleet.db.query(
    `INSERT INTO accounts (id, person_id, account_id, provider_id) VALUES ('a', 'ola', 'ola', 'https://login.example.org')`,
  )
  expect(await foundAfter(fleet.db, (db) => as(db, 'ola', own))).toEqual([])
})

it('changes by administrators, also former ones, and by nobody are not found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    await as(db, 'ada', join, `UPDATE people SET role = 'admin' WHERE id = 'eve'`)
    await as(db, 'eve', leave, `UPDATE people SET role = 'approver' WHERE id = 'eve'`)
    await db.query(join)
    await db.query(leave)
  })
  expect(found).toEqual([])
})

it('a rule that asks for less, past the owners of its nodes, is found', async () => {
  const past = (statement: string) => () =>
    withGuard(
      'hakim_rule_guard',
      'BEGIN',
      `BEGIN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;`,
      () => fleet.db.query(statement),
    )
  await fleet.db.query(
    `WITH r AS (INSERT INTO approval_rules (name, owners) VALUES ('all', 2) RETURNING rule_id)
     INSERT INTO rule_seats SELECT rule_id, group_id, 2 FROM r, approver_groups`,
  )
  const lowered = (table: string, how: string) => [
    expect.stringMatching(
      `^${table} \\[.*\\] asks for less \\(${how}\\) without a change that the owners of its nodes were asked about$`,
    ),
  ]
  const less = async (table: string, how: string, statement: string) =>
    expect(await foundAfter(fleet.db, past(statement))).toEqual(lowered(table, how))
  await less('approval_rules', 'owners 2 to 1', `UPDATE approval_rules SET owners = 1`)
  await less('approval_rules', 'task_name null to "x"', `UPDATE approval_rules SET task_name = 'x'`)
  await less('rule_seats', 'votes 2 to 1', `UPDATE rule_seats SET votes = 1`)
  await less('approval_rules', 'task_name "x" to "y"', `UPDATE approval_rules SET task_name = 'y'`)
  await less('approval_rules', 'least_risk null to "low"', `UPDATE approval_rules SET least_risk = 'low'`)
  const found = await foundAfter(fleet.db, async (db) => {
    await db.query(
      `UPDATE approval_rules SET owners = 3, name = 'everything', task_name = NULL, least_risk = NULL`,
    )
    await db.query(removalOfRule('everything'))
    await db.query(
      `INSERT INTO approval_rules (name, label_key, owners) VALUES ('none', 'nothing', 2);
       UPDATE approval_rules SET owners = 1; DELETE FROM approval_rules`,
    )
  })
  expect(found).toEqual([])
  await fleet.db.query(`INSERT INTO approval_rules (name, owners) VALUES ('all', 2)`)
  await less('approval_rules', 'removed', `DELETE FROM approval_rules`)
})

/** A change of the only rule that ana, who owns its node, has agreed to, carried out. */
async function changedAsAgreed(more: object): Promise<void> {
  const [rule] = await fleet.db.query<{ id: string; version: number; facts: { name: string } }[]>(
    `SELECT rule_id AS id, hakim_rule_version(rule_id) AS version, hakim_rule_facts(rule_id) AS facts FROM approval_rules`,
  )
  if (!rule) throw new Error('there is no rule')
  const { id: rule_id, version, facts } = rule
  const what = { rule_id, name: facts.name, version, was: facts, is: { ...facts, ...more } }
  const [change] = await fleet.db.query<{ change_id: string }[]>(
    `INSERT INTO consent_changes (kind, what, reason, asked_by) VALUES ('change_rule', $1, 'A test needs it.', 'ada')
     RETURNING change_id`,
    [JSON.stringify(what)],
  )
  const id = [change?.change_id]
  await fleet.db.query(
    `UPDATE consent_changes SET state = 'agreed', decided_by = 'ana' WHERE change_id = $1`,
    id,
  )
  await fleet.db.query(`SELECT hakim_apply_change($1)`, id)
}

it('a rule that became something else than its owners were asked about is found, and so is one that did later', async () => {
  await fleet.db.query(removalOfRule('all'))
  await fleet.db.query(`UPDATE nodes SET labels = '{"kept": "yes"}' WHERE node_did = $1`, [node])
  await fleet.db.query(`INSERT INTO approval_rules (name, label_key, owners) VALUES ('kept', 'kept', 4)`)
  const apply = (owners: number) => changedAsAgreed({ owners })
  const asked = (how: string) => [
    expect.stringMatching(`^approval_rules \\[.*\\] asks for less \\(${how}\\) without a change`),
  ]
  expect(await foundAfter(fleet.db, () => apply(3))).toEqual([])
  // The owners were asked about 2; the function writes 1.
  const wrong = `replace(p_is ->> 'owners', '2', '1')`
  expect(
    await foundAfter(fleet.db, () =>
      withGuard('hakim_set_rule', `(p_is ->> 'owners')`, `(${wrong})`, () => apply(2)),
    ),
  ).toEqual(asked('owners 3 to 1'))
  await fleet.db.query(`UPDATE approval_rules SET owners = 3`)
  expect(await foundAfter(fleet.db, () => apply(2))).toEqual([])
  // Once more down to what was agreed to, after somebody has raised it.
  await fleet.db.query(`UPDATE approval_rules SET owners = 3`)
  expect(
    await foundAfter(fleet.db, () =>
      withGuard('hakim_rule_guard', 'BEGIN', `BEGIN RETURN NEW;`, () =>
        fleet.db.query(`UPDATE approval_rules SET owners = 2`),
      ),
    ),
  ).toEqual(asked('owners 3 to 2'))
})

it('a version of a rule that is not what it said, names somebody else, or was changed later, is found', async () => {
  const add = (values: string) => (db: DataSource) =>
    db.query(
      `INSERT INTO rule_versions (rule_id, version, facts, reason, changed_by)
       SELECT rule_id, hakim_rule_version(rule_id) + 1, ${values} FROM approval_rules`,
    )
  expect(
    await foundAfter(fleet.db, add(`hakim_rule_facts(rule_id) || '{"owners": 1}', 'Why not?', NULL`)),
  ).toEqual([expect.stringMatching(/^rule_versions \[.*\] is not what the rule said by the events before$/)])
  expect(await foundAfter(fleet.db, add(`hakim_rule_facts(rule_id), 'Why not?', 'ben'`))).toEqual([
    expect.stringMatching(/^rule_versions \[.*\] names "ben", who neither acted nor asked for it$/),
  ])
  expect(
    await foundAfter(fleet.db, (db) =>
      db.query(`UPDATE rule_versions SET reason = 'Something else' WHERE version = 1`),
    ),
  ).toEqual([expect.stringMatching(/^rule_versions \[.*,1\] was changed after it was made$/)])
  const named = await foundAfter(fleet.db, (db) =>
    as(
      db,
      'ada',
      `UPDATE approval_rules SET owners = owners + 1`,
      `SELECT hakim_note_rule(rule_id, 'Two', 'ada', NULL) FROM approval_rules`,
    ),
  )
  expect(named).toEqual([])
})

it('a history of versions that is rewritten is found, and one that goes with its rule is not', async () => {
  const [id] = (
    await fleet.db.query<{ rule_id: string }[]>(
      `INSERT INTO approval_rules (name, label_key, owners) VALUES ('rewritten', 'rewritten', 2) RETURNING rule_id`,
    )
  ).map(({ rule_id }) => rule_id)
  for (const owners of [3, 4])
    await as(
      fleet.db,
      'ada',
      `UPDATE approval_rules SET owners = ${owners} WHERE rule_id = '${id}'`,
      `SELECT hakim_note_rule('${id}', 'More', 'ada', NULL)`,
    )
  const rewritten = async (statement: string, version: number, what: string) =>
    expect(await foundAfter(fleet.db, (db) => db.query(statement))).toEqual([
      `rule_versions ["${id}",${version}] ${what}`,
    ])
  const changed = (version: number, set: string) =>
    `UPDATE rule_versions SET ${set} WHERE rule_id = '${id}' AND version = ${version}`
  const later = 'was changed after it was made'
  await rewritten(changed(2, `changed_by = 'ben'`), 2, later)
  await rewritten(changed(3, 'changed_by = NULL'), 3, later)
  await rewritten(changed(2, 'version = 9'), 9, later)
  const add = (version: number, facts: string, at = 'now()') =>
    `INSERT INTO rule_versions (rule_id, version, facts, reason, changed_at)
     SELECT rule_id, ${version}, ${facts}, 'Why not?', ${at} FROM approval_rules WHERE rule_id = '${id}'`
  const facts = 'hakim_rule_facts(rule_id)'
  await rewritten(
    add(10, `${facts} || '{"name": "another"}'`),
    10,
    'is not what the rule said by the events before',
  )
  await rewritten(add(12, facts), 12, 'does not follow version 10')
  await rewritten(add(13, facts), 13, 'says what version 12 did')
  const removed = 'was removed, but its rule was not'
  await rewritten(`DELETE FROM rule_versions WHERE rule_id = '${id}' AND version = 13`, 13, removed)
  await rewritten(`DELETE FROM rule_versions WHERE rule_id = '${id}' AND version = 12`, 12, removed)
  await rewritten(add(11, facts, `'2020-01-01'`), 11, 'has another time than that at which it was made')
  expect(
    await foundAfter(fleet.db, async (db) => {
      const other = `INSERT INTO approval_rules (name, label_key, owners) VALUES ('short', 'nothing', 2)`
      for (const statement of [other, `DELETE FROM approval_rules WHERE name = 'short'`])
        await db.query(statement)
    }),
  ).toEqual([])
  await fleet.db.query(`DELETE FROM approval_rules WHERE rule_id = '${id}'`)
})

it('a delegation by somebody who was no owner is found', async () => {
  const delegate = (owner: string) =>
    fleet.db.query(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
       VALUES ($1, $2, 'eve', now() + interval '1 day')`,
      [node, owner],
    )
  expect(await foundAfter(fleet.db, () => delegate('ana'))).toEqual([])
  const found = await foundAfter(fleet.db, (db) => whileEdited(db, benAsOwner(node), () => delegate('ben')))
  expect(found).toEqual([
    expect.stringMatching(
      /^delegations \[.*\] is from "ben", who did not own the node by the events before$/,
    ),
  ])
})

const ask = (person: string, kind = 'restrict', what: object = { restricted: true }) =>
  fleet.db.query<{ change_id: string }[]>(
    `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by) VALUES ($1, $2, $3, 'Why not?', $4)
     RETURNING change_id`,
    [kind, node, JSON.stringify(what), person],
  )

it('a change asked for by somebody who could not is found', async () => {
  expect(await foundAfter(fleet.db, () => ask('ana'))).toEqual([])
  expect(await foundAfter(fleet.db, () => ask('ada', 'label', { labels: {} }))).toEqual([])
  const found = await foundAfter(fleet.db, (db) =>
    whileEdited(db, eveAsAdmin, () => ask('eve', 'restrict', { restricted: false })),
  )
  expect(found).toEqual([
    expect.stringMatching(
      /^consent_changes \[.*\] was asked for by "eve", who neither owned the node nor was an administrator/,
    ),
  ])
})

/** Works while a guard is another one. */
async function withGuard(name: string, from: string, to: string, work: () => Promise<unknown>) {
  const [row] = await fleet.db.query<{ def: string }[]>(
    `SELECT pg_get_functiondef('${name}'::regproc) AS def`,
  )
  await fleet.db.query(row?.def.replace(from, to) ?? '')
  await work()
  await fleet.db.query(row?.def ?? '')
}

it('a change that did not wait for 72 hours is found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    await withGuard('hakim_change_guard', `'72 hours'`, `'0 hours'`, async () => {
      const [change] = await ask('ada', 'add_owner', { person_id: 'ben', did: 'did:test:person:ben' })
      await db.query(`SELECT hakim_apply_change($1)`, [change?.change_id])
    })
  })
  expect(found).toEqual([expect.stringMatching(/^consent_changes \[.*\] did not wait for 72 hours$/)])
})

it('an owner beside another one whom nobody was asked about is found, and one who counts too early', async () => {
  const add = (values: string) => () =>
    withGuard('hakim_owner_guard', 'BEGIN', 'BEGIN RETURN NEW;', () =>
      fleet.db.query(`INSERT INTO node_owners (node_did, person_id, counts_from) VALUES ${values}`),
    )
  expect(await foundAfter(fleet.db, add(`('${node}', 'ben', now())`))).toEqual([
    `node_owners ["${node}","ben"] was added without a change that its owners were asked about`,
  ])
  expect(await foundAfter(fleet.db, add(`('${node}', 'eve', NULL)`))).toEqual([
    `node_owners ["${node}","eve"] counts for requests from before, but the node had had an owner by the events before`,
  ])
})

it('owners who were named together, and those who came and went as others were asked, are not found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const other = `${node}:other`
    await db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [other])
    await db.query(
      `INSERT INTO node_owners (node_did, person_id, since)
       VALUES ($1, 'ana', now() - interval '1 year'), ($1, 'ada', now())`,
      [other],
    )
    for (const time of [1, 2]) {
      await addLaterOwner(db, node, 'ben')
      await removeOwnerOf(db, node, time === 1 ? 'ben' : 'ana')
    }
    await removeOwnerOf(db, node, 'ben')
    await db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'eve')`, [node])
  })
  expect(found).toEqual([])
})

const windowOf = () =>
  `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
   VALUES ('${node}', gen_random_uuid()::text, '{1}', 0, 60, 'UTC')`
const noWindow = () => `DELETE FROM node_windows WHERE node_did = '${node}'`

it('windows set by somebody who neither owned the node nor was an administrator are found', async () => {
  const by = (person: string) =>
    foundAfter(fleet.db, (db) => as(db, person, windowOf(), noWindow()).then(() => db.query(windowOf())))
  for (const person of ['ana', 'ada']) expect(await by(person)).toEqual([])
  const wrong = expect.stringMatching(
    /^node_windows \[.*\] was changed by "did:test:person:ola", who neither owned the node nor was an administrator/,
  )
  expect(await by('ola')).toEqual([wrong, wrong, wrong])
})

const label = (site: string | null) =>
  `UPDATE nodes SET labels = '${JSON.stringify(site ? { site } : {})}' WHERE node_did = '${node}'`

it('labels of somebody who was no administrator are found, and those with which a rule no longer applies', async () => {
  const name = `nodes ["${node}"]`
  expect(await foundAfter(fleet.db, (db) => as(db, 'ada', label('x')))).toEqual([])
  expect(await foundAfter(fleet.db, (db) => as(db, 'ola', label('y')))).toEqual([
    `${name} got its labels from "did:test:person:ola", who was no administrator by the events before`,
  ])
  await fleet.db.query(
    `INSERT INTO approval_rules (name, label_key, label_value, owners) VALUES ('site y', 'site', 'y', 2)`,
  )
  const past = (statement: string) => () =>
    withGuard('hakim_node_guard', 'BEGIN', 'BEGIN RETURN NEW;', () => as(fleet.db, 'ada', statement))
  const asked = { kind: 'label', node } as const
  const found = await foundAfter(fleet.db, async (db) => {
    await unrefused(db, asked, { labels: {} }, (tx) => tx.query(label(null)))
    await as(db, 'ada', label('y'))
  })
  expect(found).toEqual([])
  expect(await foundAfter(fleet.db, past(label('x')))).toEqual([
    `${name} got labels with which a rule no longer applies, without a change that its owners were asked about`,
  ])
  await fleet.db.query(removalOfRule('site y'))
})

it('a restriction that no owner was asked about is found, and one by somebody who was no administrator', async () => {
  const restrict = (person: string, did: string, restricted: boolean) => () =>
    withGuard('hakim_node_guard', 'BEGIN', 'BEGIN RETURN NEW;', () =>
      as(fleet.db, person, `UPDATE nodes SET restricted = ${restricted} WHERE node_did = '${did}'`),
    )
  expect(await foundAfter(fleet.db, (db) => setRestricted(db, node, true))).toEqual([])
  expect(await foundAfter(fleet.db, restrict('ana', node, false))).toEqual([
    `nodes ["${node}"] was restricted, or no longer, without a change that its owners were asked about`,
  ])
  const other = `${node}:unowned`
  await fleet.db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [other])
  expect(await foundAfter(fleet.db, restrict('ada', other, true))).toEqual([])
  expect(await foundAfter(fleet.db, restrict('ana', other, false))).toEqual([
    `nodes ["${other}"] was restricted, or no longer, by "did:test:person:ana", who was no administrator by the events before`,
  ])
})

it('an owner who was removed without a change that the owners were asked about is found', async () => {
  await addLaterOwner(fleet.db, node, 'ben')
  const found = await foundAfter(fleet.db, () =>
    withGuard('hakim_owner_guard', 'BEGIN', "BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;", () =>
      fleet.db.query(`DELETE FROM node_owners WHERE node_did = $1 AND person_id = 'ben'`, [node]),
    ),
  )
  expect(found).toEqual([
    `node_owners ["${node}","ben"] was removed without a change that its owners were asked about`,
  ])
})

it('an owner or a node that got another time from which on owners count is found', async () => {
  await addLaterOwner(fleet.db, node, 'ben')
  const found = await foundAfter(fleet.db, async (db) => {
    await withGuard('hakim_owner_guard', 'BEGIN', 'BEGIN RETURN NEW;', () =>
      db.query(`UPDATE node_owners SET counts_from = NULL WHERE node_did = $1 AND person_id = 'ben'`, [node]),
    )
    await withGuard('hakim_node_guard', 'BEGIN', 'BEGIN RETURN NEW;', () =>
      db.query(`UPDATE nodes SET owned_since = now() WHERE node_did = $1`, [node]),
    )
  })
  expect(found).toEqual([
    `node_owners ["${node}","ben"] got another counts_from, as no owner may`,
    `nodes ["${node}"] got another time since when it has had an owner, as no node may`,
  ])
})

it('a change that became another one as it was agreed to is found', async () => {
  const [change] = await ask('ada', 'add_owner', { person_id: 'ben', did: 'did:test:person:ben' })
  const found = await foundAfter(fleet.db, (db) =>
    withGuard('hakim_change_guard', 'BEGIN', 'BEGIN NEW.decided_at := now(); RETURN NEW;', () =>
      db.query(
        `UPDATE consent_changes SET state = 'agreed', decided_by = 'ana', what = '{"person_id": "eve"}' WHERE change_id = $1`,
        [change?.change_id],
      ),
    ),
  )
  expect(found).toEqual([
    expect.stringMatching(/^consent_changes \[.*\] got another what, as no change may$/),
  ])
})

it('a change whose document was another one when it was asked for is found', async () => {
  const found = await foundAfter(fleet.db, () =>
    withGuard('hakim_change_guard', `'what', NEW.what,`, `'what', '{}'::jsonb,`, () =>
      ask('ada', 'label', { labels: {} }),
    ),
  )
  expect(found).toEqual([expect.stringMatching(/^consent_changes \[.*\] has a document with another what$/)])
})

it('owners who go with their node or with themselves are not found', async () => {
  await testPerson(fleet.db, 'gus', 'approver')
  const found = await foundAfter(fleet.db, async (db) => {
    await addLaterOwner(db, node, 'gus')
    await db.query(`DELETE FROM people WHERE id = 'gus'`)
    await db.query(`DELETE FROM nodes WHERE node_did = $1`, [node])
  })
  expect(found).toEqual([])
})
