import type { DataSource, EntityManager } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { askFor, move } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { benAsOwner, eveAsAdmin, testJudged, whileEdited } from '@/test/judged'
import { addLaterOwner, dropRules, removeOwnerOf } from '@/test/owner-changes'
import { foundAfter, silently } from '@/test/superuser'

// A superuser gives somebody a right past the log, has them decide by it, and takes it away again.

let fleet: TestFleet
let node: string
let nodes = 0
beforeAll(async () => {
  fleet = await testJudged()
})
beforeEach(async () => {
  nodes += 1
  node = `did:kos:judged:${nodes}`
  await fleet.db.query(`INSERT INTO nodes (node_did, labels, tasks) VALUES ($1, '{"site": "x"}', $2)`, [
    node,
    JSON.stringify([{ name: 'restart_service', command: ['x'], risk: 'high' }]),
  ])
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'ana')`, [node])
})
afterAll(() => fleet.close())

const voteOf = (db: Pick<EntityManager, 'query'>, job: string, person: string): Promise<unknown> =>
  db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
     SELECT $1, revision, $2, 'approve', digest FROM job_details JOIN approval_documents USING (job_id, revision)
     WHERE job_id = $1`,
    [job, person],
  )

const run = async (db: DataSource, job: string): Promise<void> => {
  for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
}

const ruleFor = (owners: number, group = false): Promise<unknown> =>
  fleet.db.query(
    `WITH r AS (INSERT INTO approval_rules (name, label_key, label_value, least_risk, owners)
       VALUES (gen_random_uuid()::text, 'site', 'x', 'high', $1) RETURNING rule_id)
     INSERT INTO rule_seats SELECT rule_id, group_id, 1 FROM r, approver_groups WHERE $2`,
    [owners, group],
  )

const could = (person: string) =>
  expect.stringMatching(
    new RegExp(
      `^the job has a vote \\(.*\\) of "${person}", who could not decide on it by the log of rights$`,
    ),
  )
const tooFew = (move: string, what: string) => `the job went from ${move} with ${what}, by the log of rights`
const approved = 'PendingApproval to Approved'
const ran = 'Approved to Running'

/** Somebody decides while this edit holds; `undo` takes it back. */
async function foundOf(person: string, sql: string, undo: string): Promise<string[]> {
  const job = await askFor(fleet.db, node)
  return foundAfter(fleet.db, (db) =>
    whileEdited(db, { sql, undo, values: [node] }, async () => {
      await voteOf(db, job, person)
      await run(db, job)
    }),
  )
}

it('a vote of somebody whom the log never made an owner is found', async () => {
  const { sql, undo } = benAsOwner(node)
  const found = await foundOf('ben', sql, undo)
  const none = '0 of 1 approvals for owners'
  expect(found).toEqual([could('ben'), tooFew(approved, none), tooFew(ran, none)])
})

it('what was wrong with a job is found after it was deleted, and after its id came again', async () => {
  await ruleFor(1, true)
  const deleted = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await silently(db, (tx) =>
      tx.query(`INSERT INTO job_transitions VALUES ('PendingApproval', 'Completed')`),
    )
    await move(db, job, 'Completed')
    await silently(db, (tx) =>
      tx.query(
        `DELETE FROM job_transitions WHERE (from_status, to_status) = ('PendingApproval', 'Completed')`,
      ),
    )
    await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job])
    await db.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status)
       VALUES ($1, $2, 'did:test:person:ola', 'other', '{}', 'PendingApproval')`,
      [job, node],
    )
  })
  expect(deleted).toEqual(['the job went from PendingApproval to Completed, as no job may'])
  await dropRules(fleet.db)
  const withoutConsent = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await whileEdited(db, benAsOwner(node), async () => {
      await voteOf(db, job, 'ben')
      await run(db, job)
    })
    await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job])
  })
  const none = '0 of 1 approvals for owners'
  expect(withoutConsent).toEqual([could('ben'), tooFew(approved, none), tooFew(ran, none)])
})

it('a right of long ago counts no more, whatever a program says that it saw', async () => {
  await addLaterOwner(fleet.db, node, 'ben')
  const [last] = await fleet.db.query<{ seq: number }[]>(
    `SELECT max(seq) AS seq FROM job_events WHERE stream = 'rights'`,
  )
  await removeOwnerOf(fleet.db, node, 'ben')
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await whileEdited(db, benAsOwner(node), async () => {
      await db.transaction(async (tx) => {
        for (const seen of [`${last?.seq}`, `${last?.seq} x`]) {
          await tx.query(`SELECT set_config('hakim.rights_seen', $1, true)`, [seen])
          await tx.query(`SELECT hakim_rights_seen()`)
        }
        await voteOf(tx, job, 'ben')
      })
    })
  })
  expect(found).toEqual([could('ben')])
})

it('an honest job is not found after it was deleted, whatever its risk was, nor with its id once more', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await voteOf(db, job, 'ana')
    await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job])
    // Its risk is low by then, so that a rule does not apply.
    await ruleFor(2)
    await db.query(`UPDATE nodes SET tasks = $2 WHERE node_did = $1`, [
      node,
      JSON.stringify([{ name: 'restart_service', command: ['x'], risk: 'low' }]),
    ])
    await db.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status)
       VALUES ($1, $2, 'did:test:person:ola', 'restart_service', '{}', 'PendingApproval')`,
      [job, node],
    )
    await voteOf(db, job, 'ana')
    await run(db, job)
    await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job])
  })
  expect(found).toEqual([])
  await dropRules(fleet.db)
})

it('a vote of a delegate without a delegation is found', async () => {
  const found = await foundOf(
    'eve',
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ($1, 'ana', 'eve', now() + interval '1 day')`,
    `DELETE FROM delegations WHERE node_did = $1`,
  )
  expect(found).toContainEqual(could('eve'))
})

it('a vote of an owner who was no approver is found', async () => {
  await fleet.db.query(`UPDATE people SET role = 'operator' WHERE id = 'ana'`)
  const found = await foundOf(
    'ana',
    `UPDATE people SET role = 'approver' WHERE id = 'ana' AND $1 <> ''`,
    `UPDATE people SET role = 'operator' WHERE id = 'ana' AND $1 <> ''`,
  )
  expect(found).toContainEqual(could('ana'))
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'ana'`)
})

it('a vote of the requester is found', async () => {
  await fleet.db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ($1, 'ana', 'ola', now() + interval '1 day')`,
    [node],
  )
  const found = await foundOf(
    'ola',
    `UPDATE people SET role = 'approver', did = 'did:test:other' WHERE id = 'ola' AND $1 <> ''`,
    `UPDATE people SET role = 'operator', did = 'did:test:person:ola' WHERE id = 'ola' AND $1 <> ''`,
  )
  expect(found).toContainEqual(could('ola'))
})

it('an emergency approval and a review by somebody who was no administrator are found', async () => {
  const job = await askFor(fleet.db, node)
  const asAdmin = (work: (db: DataSource) => Promise<unknown>) =>
    whileEdited(fleet.db, eveAsAdmin, () => work(fleet.db))
  const emergency = (person: string) => (db: DataSource) =>
    db.query(
      `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
       SELECT $1, revision, $2, digest, 'a reason that is long enough' FROM job_details JOIN approval_documents USING (job_id, revision)
       WHERE job_id = $1`,
      [job, person],
    )
  const review = (person: string) => (db: DataSource) =>
    db.query(
      `UPDATE break_glass SET reviewed_at = now(), reviewed_by = $2, verdict = 'justified', review = 'yes' WHERE job_id = $1`,
      [job, person],
    )
  const found = await foundAfter(fleet.db, async (db) => {
    await emergency('ada')(db)
    await asAdmin(review('eve'))
  })
  expect(found).toEqual([
    'the job has a review of one (1) of "eve", who had no right to it by the log of rights',
  ])
  const other = await askFor(fleet.db, node)
  const more = await foundAfter(fleet.db, async (db) => {
    await asAdmin(() =>
      db
        .query(
          `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
       SELECT $1, revision, 'eve', digest, 'a reason that is long enough' FROM job_details JOIN approval_documents USING (job_id, revision)
       WHERE job_id = $1`,
          [other],
        )
        .then(() => move(db, other, 'Approved')),
    )
    await db.query(
      `UPDATE break_glass SET reviewed_at = now(), reviewed_by = 'ana', verdict = 'justified', review = 'yes' WHERE job_id = $1`,
      [other],
    )
  })
  expect(more).toEqual([
    'the job has an emergency approval (1) of "eve", who had no right to it by the log of rights',
    tooFew(approved, '0 of 1 approvals for owners'),
  ])
})

it('too few votes by the rules that the log has are found, whatever the tables had', async () => {
  await ruleFor(2)
  const silenced = await foundOf(
    'ana',
    `UPDATE approval_rules SET label_value = 'y' WHERE $1 <> ''`,
    `UPDATE approval_rules SET label_value = 'x' WHERE $1 <> ''`,
  )
  const one = '1 of 2 approvals for owners'
  expect(silenced).toEqual([tooFew(approved, one), tooFew(ran, one)])
  const labels = await foundOf(
    'ana',
    `UPDATE nodes SET labels = '{}' WHERE node_did = $1`,
    `UPDATE nodes SET labels = '{"site": "x"}' WHERE node_did = $1`,
  )
  expect(labels).toEqual([tooFew(approved, one), tooFew(ran, one)])
  await ruleFor(1, true)
  const both = '1 of 2 approvals for owners and 0 of 1 for groups'
  const groups = await foundOf('ana', `DELETE FROM approval_rules WHERE $1 <> ''`, `SELECT $1`)
  expect(groups.filter((what) => what.includes('went'))).toEqual([tooFew(approved, both), tooFew(ran, both)])
})

it('an agreement of somebody whom the log never made an owner is found', async () => {
  const agreedBy = (person: string) => async (db: DataSource) => {
    const [change] = await db.query<{ change_id: string }[]>(
      `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
       VALUES ('restrict', $1, '{"restricted": true}', 'Why not?', 'ada') RETURNING change_id`,
      [node],
    )
    await db.query(`UPDATE consent_changes SET state = 'agreed', decided_by = $2 WHERE change_id = $1`, [
      change?.change_id,
      person,
    ])
    await db.query(`SELECT hakim_apply_change($1)`, [change?.change_id])
  }
  expect(await foundAfter(fleet.db, agreedBy('ana'))).toEqual([])
  node = `${node}:other`
  await fleet.db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [node])
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'ana')`, [node])
  const found = await foundAfter(fleet.db, async (db) => {
    await whileEdited(db, benAsOwner(node), async () => {
      await agreedBy('ben')(db)
    })
  })
  expect(found).toEqual([
    expect.stringMatching(
      /^consent_changes \[.*\] was agreed to by "ben", who did not own the node by the log of rights$/,
    ),
  ])
})
