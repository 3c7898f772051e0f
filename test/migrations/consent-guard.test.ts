import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { riskLevels, riskRank } from '@/lib/tasks/domain/risk'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { dropRules, removeOwnerOf } from '@/test/owner-changes'
import { testExpiry, testTimeOver, testVote } from '@/test/votes'

// What PostgreSQL refuses to everyone, even the role that owns the tables; each statement could be typed into psql.

let fleet: TestFleet
let node = ''
let jobId = ''
let count = 0

beforeAll(async () => {
  fleet = await testFleet(3)
  for (const id of ['owner', 'second', 'delegate', 'late', 'stranger', 'requester'])
    await testPerson(fleet.db, id, 'approver')
  await testPerson(fleet.db, 'helper', 'operator')
  for (const id of ['admin', 'admin2']) await testPerson(fleet.db, id, 'admin')
})
afterAll(() => fleet.close())

const sql = (statement: string, values: unknown[] = []) => fleet.db.query(statement, values)
const status = async (): Promise<string> =>
  (await sql(`SELECT status FROM maintenance_jobs WHERE job_id = $1`, [jobId]))[0].status
const set = (assignment: string) =>
  sql(`UPDATE maintenance_jobs SET ${assignment} WHERE job_id = $1`, [jobId])
const details = (assignment: string) => sql(`UPDATE job_details SET ${assignment} WHERE job_id = $1`, [jobId])
const request = async (did: string): Promise<string> =>
  (
    await sql(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
       VALUES ($1, 'did:test:person:requester', 'restart', '{"a": 1}', 'PendingApproval') RETURNING job_id`,
      [did],
    )
  )[0].job_id
const run = async (did: string): Promise<string> => {
  const id = await request(did)
  await testVote(fleet.db, id, 'owner')
  for (const next of ['Approved', 'Running'])
    await sql(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [id, next])
  return id
}
const emergency = (person: string, reason = 'The disk is full and the owner away') =>
  sql(
    `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
     SELECT job_id, revision, $2, digest, $3 FROM approval_documents JOIN job_details USING (job_id, revision)
     WHERE job_id = $1`,
    [jobId, person, reason],
  )
const refused = (work: Promise<unknown>, message: string): Promise<void> =>
  expect(work).rejects.toThrow(message)

beforeEach(async () => {
  count += 1
  node = `did:a:${count}`
  await testNode(fleet.db, node, ['owner', 'second', 'requester'])
  await sql(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until) VALUES
       ($1, 'owner', 'delegate', now() - interval '1 day', now() + interval '1 day'),
       ($1, 'owner', 'late', now() - interval '2 days', now() - interval '1 day'),
       ($1, 'owner', 'helper', now() - interval '1 day', now() + interval '1 day')`,
    [node],
  )
  jobId = await request(node)
})

describe('votes', () => {
  it.each(['owner', 'second', 'delegate'])('of %s are enough for an approval', async (person) => {
    await refused(set(`status = 'Approved'`), 'The job has no consent: it needs 1 more of the node')
    await testVote(fleet.db, jobId, person)
    await set(`status = 'Approved'`)
    expect(await status()).toBe('Approved')
  })

  it.each([
    ['stranger', 'This person cannot decide on this job'],
    ['admin', 'This person cannot decide on this job'],
    ['late', 'This person cannot decide on this job'],
    ['helper', 'This person cannot decide on this job'],
    ['requester', 'Nobody decides on their own request'],
    ['nobody', 'This person cannot decide on this job'],
  ])('of %s are refused', async (person, message) => {
    for (const decision of ['approve', 'reject'] as const)
      await refused(testVote(fleet.db, jobId, person, decision), message)
  })

  it('on one’s own request are refused by id as well as by DID', async () => {
    await details(`requester_id = 'owner'`)
    await refused(testVote(fleet.db, jobId, 'owner'), 'Nobody decides on their own request')
  })

  it('cannot be changed or removed, and can be withdrawn once', async () => {
    await testVote(fleet.db, jobId, 'owner')
    const vote = (assignment: string) => sql(`UPDATE job_votes SET ${assignment} WHERE job_id = $1`, [jobId])
    for (const assignment of [
      `decision = 'reject'`,
      `person_id = 'second'`,
      `revision = 2`,
      `approval_hash = 'other'`,
      `decided_at = now() - interval '1 day'`,
      `reason = 'other'`,
      `vote_id = uuid_generate_v4()`,
    ])
      await refused(vote(assignment), 'A vote cannot be changed')
    await refused(sql(`DELETE FROM job_votes WHERE job_id = $1`, [jobId]), 'A vote cannot be removed')
    for (const table of ['job_votes', 'break_glass', 'maintenance_jobs CASCADE'])
      await refused(sql(`TRUNCATE ${table}`), 'is append-only')
    await vote('withdrawn_at = now()')
    await refused(vote('withdrawn_at = NULL'), 'A vote cannot be changed')
    await refused(set(`status = 'Approved'`), 'The job has no consent')
  })

  it('are limited to one per person and revision', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await refused(testVote(fleet.db, jobId, 'owner', 'reject'), 'idx_job_votes_one')
  })

  it('count for one revision, and can be given only to the current one', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`params = '{"a": 2}'`)
    await refused(set(`status = 'Approved'`), 'The job has no consent')
    for (const revision of [1, 3])
      await refused(
        sql(
          `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, $2, 'second', 'approve', 'x')`,
          [jobId, revision],
        ),
        'The job has changed: it is now at revision 2',
      )
    await refused(details('revision = 1'), 'A revision cannot go back')
  })

  it.each([
    [
      'votes',
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
               VALUES ($1, 1, 'owner', 'approve', 'x')`,
      'The job has changed: it is now at revision 2',
    ],
    [
      'emergency approvals',
      `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
                        VALUES ($1, 1, 'admin', 'x', repeat('x', 20))`,
      'The job is no longer pending as it was shown',
    ],
  ])('see a change that they had to wait for: %s', async (_, statement, message) => {
    let decided: Promise<unknown> = Promise.resolve()
    await fleet.db.transaction(async (tx) => {
      await tx.query(`UPDATE maintenance_jobs SET params = '{"a": 2}' WHERE job_id = $1`, [jobId])
      decided = sql(statement, [jobId]).then(
        () => 'taken',
        (error: Error) => error.message,
      )
      // Wait until it is blocked by this transaction.
      await expect
        .poll(async () => (await sql(`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted`))[0].n)
        .toBeGreaterThan(0)
    })
    expect(await decided).toBe(message)
  })

  it('can be given and withdrawn only in time', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(testVote(fleet.db, jobId, 'second'), 'The job is Approved: it cannot be decided now')
    await set(`status = 'Running'`)
    await refused(
      sql(`UPDATE job_votes SET withdrawn_at = now() WHERE job_id = $1`, [jobId]),
      'The job is Running: its votes can no longer be withdrawn',
    )
    jobId = await request(node)
    await testExpiry(fleet.db, jobId, -1)
    await refused(testVote(fleet.db, jobId, 'owner'), 'The request has expired')
  })

  it('of people who have lost the right since do not start a job', async () => {
    const losses: [() => Promise<unknown>, string | null][] = [
      [
        () => sql(`UPDATE people SET role = 'operator' WHERE id = 'second'`),
        `UPDATE people SET role = 'approver' WHERE id = 'second'`,
      ],
      [() => removeOwnerOf(fleet.db, node, 'second'), null],
    ]
    for (const [lose, again] of losses) {
      jobId = await request(node)
      await testVote(fleet.db, jobId, 'second')
      await set(`status = 'Approved'`)
      await lose()
      await refused(set(`status = 'Running'`), 'The job has no consent')
      if (again) await sql(again)
    }
    jobId = await request(node)
    await testVote(fleet.db, jobId, 'delegate')
    await set(`status = 'Approved'`)
    await sql(`UPDATE delegations SET revoked_at = now() WHERE node_did = $1`, [node])
    await refused(set(`status = 'Running'`), 'The job has no consent')
  })

  it('that a new rule requires are needed at the claim', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await sql(`INSERT INTO approval_rules (name, task_name, owners) VALUES ('two', 'restart', 2)`)
    await refused(set(`status = 'Running'`), 'The job has no consent: it needs 1 more')
    await dropRules(fleet.db)
  })

  it('of an owner and of their delegate are those of one owner', async () => {
    await sql(`INSERT INTO approval_rules (name, task_name, owners) VALUES ('two', 'restart', 2)`)
    for (const person of ['owner', 'delegate']) await testVote(fleet.db, jobId, person)
    await refused(set(`status = 'Approved'`), 'The job has no consent: it needs 1 more')
    await sql(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
       VALUES ($1, 'second', 'delegate', now() + interval '1 day')`,
      [node],
    )
    await set(`status = 'Approved'`)
    expect(await status()).toBe('Approved')
    await dropRules(fleet.db)
  })

  it('against a job are needed for a rejection, in this revision', async () => {
    await refused(set(`status = 'Rejected'`), 'Nobody with the right to decide has rejected the job')
    await testVote(fleet.db, jobId, 'owner', 'reject')
    await set(`params = '{"a": 2}'`)
    await refused(set(`status = 'Rejected'`), 'Nobody with the right to decide has rejected the job')
    await testVote(fleet.db, jobId, 'owner', 'reject')
    await set(`status = 'Rejected'`)
    expect(await status()).toBe('Rejected')
  })
})

describe('what was approved', () => {
  it.each([
    `window_start = now(), window_end = now() + interval '1 hour'`,
    `expires_at = now() + interval '30 days'`,
    `expires_at = NULL`,
    `time_zone = 'Europe/Berlin'`,
  ])('cannot be changed afterwards: %s', async (assignment) => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(details(assignment), 'The job is Approved: its window and expiry cannot be changed')
    await set(`status = 'Running'`)
    await refused(details(assignment), 'The job is Running: its window and expiry cannot be changed')
  })

  it.each([`expires_at = now() + interval '30 days'`, `time_zone = 'Europe/Berlin'`])(
    'needs new votes if it changes while pending: %s',
    async (assignment) => {
      await testVote(fleet.db, jobId, 'owner')
      await details(assignment)
      await refused(set(`status = 'Approved'`), 'The job has no consent')
    },
  )

  it('needs new votes after the approval was withdrawn', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await set(`status = 'PendingApproval'`)
    await refused(set(`status = 'Approved'`), 'The job has no consent')
  })
})

describe('time', () => {
  it('expires a request when its time is over, not before', async () => {
    await refused(set(`status = 'Expired'`), 'The job has not expired')
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(set(`status = 'Expired'`), 'The job has not expired')
    jobId = await request(node)
    await testExpiry(fleet.db, jobId, -1)
    await refused(set(`params = '{}'`), 'The request has expired and cannot be changed')
    await set(`status = 'Expired'`)
    expect(await status()).toBe('Expired')
  })

  it('makes a changed window a new revision in the transaction of an emergency approval, too', async () => {
    await fleet.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
         SELECT job_id, revision, 'admin', digest, 'The disk is full and the owner away' FROM approval_documents WHERE job_id = $1`,
        [jobId],
      )
      await tx.query(
        `UPDATE job_details SET window_start = now(), window_end = now() + interval '1 hour' WHERE job_id = $1`,
        [jobId],
      )
    })
    expect(await sql(`SELECT revision FROM job_details WHERE job_id = $1`, [jobId])).toEqual([
      { revision: 2 },
    ])
    await refused(set(`status = 'Approved'`), 'The job has no consent')
  })

  it('keeps a job from running before its window and after it', async () => {
    await details(`window_start = now() + interval '1 hour', window_end = now() + interval '2 hours'`)
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(set(`status = 'Running'`), 'The maintenance window opens at')
    jobId = await request(node)
    await details(
      `window_start = clock_timestamp() - interval '1 hour', window_end = clock_timestamp() + interval '1 hour'`,
    )
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await testTimeOver(fleet.db, jobId, 'window_end')
    await refused(set(`status = 'Running'`), 'The job has expired at')
    await set(`status = 'Expired'`)
  })
})

describe('one running job per node', () => {
  it('holds for a second approved job', async () => {
    await run(node)
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(set(`status = 'Running'`), 'Another job is running on this node')
  })

  it('holds for a job that was running before Hakim', async () => {
    await sql(`ALTER TABLE maintenance_jobs DISABLE TRIGGER USER`)
    await sql(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status) VALUES ($1, 'd', 'old', 'Running')`,
      [node],
    )
    await sql(`ALTER TABLE maintenance_jobs ENABLE TRIGGER USER`)
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await refused(set(`status = 'Running'`), 'Another job is running on this node')
    await sql(
      `UPDATE maintenance_jobs SET status = 'Failed' WHERE task_name = 'old' AND target_node_did = $1`,
      [node],
    )
    await set(`status = 'Running'`)
  })

  it('holds for two that start at once', async () => {
    const other = await request(node)
    for (const id of [jobId, other]) {
      await testVote(fleet.db, id, 'owner')
      await sql(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $1`, [id])
    }
    const starts = await Promise.allSettled(
      [jobId, other].map((id) =>
        sql(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [id]),
      ),
    )
    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a running job', () => {
  it('becomes Cancelled only after somebody has asked to stop it', async () => {
    jobId = await run(node)
    await refused(set(`status = 'Cancelled'`), 'Nobody has asked to stop this job')
    await details(`cancel_requested_at = now(), cancel_requested_by = 'requester'`)
    await set(`status = 'Cancelled'`)
    expect(await status()).toBe('Cancelled')
  })
})

describe('the history', () => {
  it.each([
    `status_history = '[]'`,
    `status_history = NULL`,
    `status_history = '{}'`,
    `status_history = '[{"status": "PendingApproval", "message": "other"}]'`,
    `status_history = jsonb_build_array('first') || status_history`,
    `status_history = status_history - 0`,
  ])('cannot be rewritten: %s', async (assignment) => {
    await refused(set(assignment), 'The history of a job can only be appended to')
    await refused(set(`status = 'Cancelled', ${assignment}`), 'The history of a job can only be appended to')
  })

  it('records only statuses that the job had', async () => {
    const forged = '[{"status": "Approved", "actor_did": "did:test:person:owner"}]'
    const never = 'The history names a status that the job never had'
    await refused(set(`status_history = status_history || '${forged}'`), never)
    await refused(
      set(`status_history = status_history || '${forged}' || '[{"status": "PendingApproval"}]'`),
      never,
    )
    await refused(
      sql(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, status_history)
         VALUES ($1, 'd', 't', 'PendingApproval', '${forged}')`,
        [node],
      ),
      never,
    )
    await set(
      `status_history = status_history || '[{"status": "PendingApproval", "message": "note"}, null, 7]'`,
    )
  })
})

describe('events', () => {
  it.each([`UPDATE job_events SET body = body`, `DELETE FROM job_events`, `TRUNCATE job_events`])(
    'cannot be changed or removed: %s',
    async (statement) => {
      await refused(sql(statement), 'job_events is append-only')
    },
  )

  it('are numbered, chained and hashed by the database, whatever is inserted', async () => {
    await sql(
      `INSERT INTO job_events (stream, seq, body, prev_hash, hash) VALUES ('test', 7, '{}', '\\x00', '\\x00'), ('test', 9, '{}', NULL, '\\x00')`,
    )
    const rows = await sql(`SELECT seq, prev_hash, hash FROM job_events WHERE stream = 'test' ORDER BY seq`)
    expect(rows.map((row: { seq: number }) => row.seq)).toEqual([1, 2])
    expect(rows[0].prev_hash).toBeNull()
    expect(rows[1].prev_hash).toEqual(rows[0].hash)
    expect(rows[0].hash).toHaveLength(32)
  })
})

describe('an emergency approval', () => {
  it.each([
    ['owner', 'Only an administrator other than the requester can approve without the owner'],
    ['requester', 'Only an administrator other than the requester can approve without the owner'],
  ])('is refused to %s', async (person, message) => {
    await refused(emergency(person), message)
  })

  it('is refused to an administrator who is the requester', async () => {
    await details(`requester_id = 'admin'`)
    await refused(emergency('admin'), 'Only an administrator other than the requester')
  })

  it('needs a reason, stays on record and is reviewed once, by somebody else', async () => {
    await refused(emergency('admin', 'too short          '), 'break_glass_reason_check')
    await emergency('admin')
    await set(`status = 'Approved'`)
    const change = (assignment: string) =>
      sql(`UPDATE break_glass SET ${assignment} WHERE job_id = $1`, [jobId])
    for (const assignment of [
      `reason = 'Something else, also long enough'`,
      `person_id = 'admin2'`,
      `broken_at = now()`,
    ])
      await refused(change(assignment), 'An emergency approval is reviewed once')
    await refused(
      sql(`DELETE FROM break_glass WHERE job_id = $1`, [jobId]),
      'An emergency approval stays on record',
    )
    const review = (person: string) =>
      change(`reviewed_by = '${person}', reviewed_at = now(), verdict = 'justified', review = 'fine'`)
    for (const person of ['admin', 'requester', 'stranger'])
      await refused(review(person), 'Nobody reviews their own request or their own emergency approval')
    await review('second')
    await refused(review('owner'), 'An emergency approval is reviewed once')
  })

  it('starts nothing once its approver is no longer an administrator', async () => {
    await emergency('admin')
    await set(`status = 'Approved'`)
    await sql(`UPDATE people SET role = 'operator' WHERE id = 'admin'`)
    await refused(set(`status = 'Running'`), 'The job has no consent')
    await sql(`UPDATE people SET role = 'admin' WHERE id = 'admin'`)
  })
})

it('ranks risks in the order in which forms offer them', async () => {
  const ranked = await sql(`SELECT hakim_risk_rank(risk) - 1 AS rank FROM unnest($1::text[]) AS r (risk)`, [
    riskLevels,
  ])
  expect(ranked).toEqual(riskLevels.map((risk) => ({ rank: riskRank(risk) })))
})
