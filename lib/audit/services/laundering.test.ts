import type { DataSource, EntityManager } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addNode, askFor, move, testAudit, verified, vote, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { foundAfter, silently } from '@/test/superuser'

// A superuser edits a row with all triggers off, and the next honest write to that row takes the edit over. Each test has a node of
// its own, and what it did stays.

let fleet: TestFleet
let node: string
let nodes = 0
beforeAll(async () => {
  fleet = await testAudit(2)
  await testPerson(fleet.db, 'ben', 'approver')
  await testPerson(fleet.db, 'eve', 'approver')
})
beforeEach(async () => {
  nodes += 1
  node = `did:kos:laundered:${nodes}`
  await addNode(fleet.db, node)
})
afterAll(() => fleet.close())

it.each([
  [
    'agreed to',
    `state = 'agreed', decided_by = 'ana', decided_at = now()`,
    /had state "agreed" .* say "waiting"/,
  ],
  ['due', `due_at = now()`, /had due_at/],
])('a change of owners that was silently %s is found after it took effect', async (_, set, what) => {
  const found = await foundAfter(fleet.db, async (db) => {
    const [change] = await db.query<{ change_id: string }[]>(
      `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
       VALUES ('add_owner', $1, '{"person_id": "ben", "did": "did:test:person:ben"}', 'Why not?', 'ada') RETURNING change_id`,
      [node],
    )
    await silently(db, (tx) =>
      tx.query(`UPDATE consent_changes SET ${set} WHERE change_id = $1`, [change?.change_id]),
    )
    await db.query(`SELECT hakim_apply_change($1)`, [change?.change_id])
  })
  expect(found).toContainEqual(expect.stringMatching(what))
})

it('a change that silently came from nowhere is found after it took effect', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const change = crypto.randomUUID()
    await silently(db, (tx) =>
      tx.query(
        `INSERT INTO consent_changes (change_id, kind, node_did, what, state)
         VALUES ($1, 'remove_owner', $2, '{"person_id": "ana", "did": "did:test:person:ana"}', 'agreed')`,
        [change, node],
      ),
    )
    await db.query(`SELECT hakim_apply_change($1)`, [change])
  })
  expect(found).toContainEqual(
    expect.stringMatching(/^consent_changes .* was changed, but no event before has it/),
  )
})

it('a silently raised role is found after the person was disabled', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    await silently(db, (tx) => tx.query(`UPDATE people SET role = 'admin' WHERE id = 'eve'`))
    await db.query(`UPDATE people SET disabled_at = now() WHERE id = 'eve'`)
  })
  expect(found).toEqual([
    'people ["eve"] had role "admin" when it was changed, but the events before say "approver"',
  ])
})

it('a silently lowered risk is found after the job ran', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await silently(db, (tx) => tx.query(`UPDATE job_details SET risk = 'low' WHERE job_id = $1`, [job]))
    await vote(db, job)
    for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
  })
  expect(found).toEqual([altered, 'the job has a document (1) with another risk than its own'])
})

const altered = 'the job had details, times, documents or log lines that differed from its events'

/** Another document in the place of a job's, with the right digest. */
const exchange = (tx: EntityManager, job: string, from: string, to: string): Promise<unknown> =>
  tx.query(
    `UPDATE approval_documents a SET document = d, digest = encode(sha256(convert_to(E'hakim/approval-document/3\\n' || d, 'UTF8')), 'hex')
     FROM (SELECT replace(document, $2, $3) AS d FROM approval_documents WHERE job_id = $1) other WHERE job_id = $1`,
    [job, from, to],
  )

it('a silently exchanged document is found after the job ran', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await silently(db, (tx) => exchange(tx, job, 'did:test:person:ola', 'did:test:person:eve'))
    await vote(db, job)
    for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
  })
  expect(found).toEqual([altered, 'the job has a document (1) that names another requester'])
})

const laundered: [name: string, edit: string, write: (db: DataSource, job: string) => Promise<unknown>][] = [
  ['reason, by a vote', `UPDATE job_details SET reason = 'x' WHERE job_id = $1`, vote],
  [
    'expiry, by a move',
    `UPDATE job_details SET expires_at = expires_at + interval '1 day' WHERE job_id = $1`,
    (db, job) => move(db, job, 'Cancelled'),
  ],
  [
    'time of request, by a new window',
    `UPDATE maintenance_jobs SET created_at = now() - interval '1 hour' WHERE job_id = $1`,
    (db, job) =>
      db.query(
        `UPDATE job_details SET window_start = now(), window_end = now() + interval '1 hour' WHERE job_id = $1`,
        [job],
      ),
  ],
  [
    'requester, as their account goes',
    `UPDATE job_details SET requester_id = 'eve' WHERE job_id = $1`,
    (db, job) => db.query(`UPDATE job_details SET requester_id = NULL WHERE job_id = $1`, [job]),
  ],
  [
    'revision, by its deletion',
    `UPDATE job_details SET revision = 2 WHERE job_id = $1`,
    (db, job) => db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job]),
  ],
  [
    'document, by another offer of its node',
    `UPDATE approval_documents SET made_at = made_at - interval '1 hour' WHERE job_id = $1`,
    (db) =>
      db.query(
        `UPDATE nodes SET tasks = '[{"name": "restart_service", "command": ["x"], "risk": "low"}]' WHERE node_did = $1`,
        [node],
      ),
  ],
]

it.each(laundered)('a silently changed %s is found', async (_, edit, write) => {
  const job = await askFor(fleet.db, node)
  const found = await foundAfter(fleet.db, async (db) => {
    await silently(db, (tx) => tx.query(edit, [job]))
    await write(db, job)
  })
  expect(found).toContain(altered)
})

it('a silent change is found that says the details were compared in its transaction', async () => {
  const job = await askFor(fleet.db, node)
  const ended = await wholeJob(fleet.db, node)
  const found = await foundAfter(fleet.db, async (db) => {
    await db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('hakim.checked_' || left($1, 2), 'x', true)`, [job])
      await tx.query(`SET LOCAL session_replication_role = 'replica'`)
      await tx.query(
        `UPDATE job_details SET reason = 'x', changed_xid = pg_current_xact_id() WHERE job_id = $1`,
        [job],
      )
      await tx.query(`SET LOCAL session_replication_role = 'origin'`)
      await move(tx, job, 'Cancelled')
    })
    await silently(db, (tx) => tx.query(`UPDATE job_details SET reason = 'x' WHERE job_id = $1`, [ended]))
    await db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('hakim.lines_of', $1, true)`, [ended])
      await tx.query(
        `INSERT INTO job_log_lines (job_id, at, stream, line) VALUES ($1, now(), 'stdout', 'x')`,
        [ended],
      )
      await tx.query(`UPDATE job_details SET result = '{}' WHERE job_id = $1`, [ended])
    })
  })
  expect(found).toEqual([altered, altered])
})

it('one transaction that changes several jobs by turns is not found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const jobs = [await askFor(db, node), await askFor(db, node)]
    await db.transaction(async (tx) => {
      for (const reason of ['x', 'y'])
        for (const job of jobs)
          await tx.query(`UPDATE job_details SET reason = $2 WHERE job_id = $1`, [job, reason])
      for (const job of jobs) await move(tx, job, 'Cancelled')
    })
  })
  expect(found).toEqual([])
})

it('a silently changed result is found after lines were added to it and said so', async () => {
  const job = await wholeJob(fleet.db, node)
  const addLine = (line: string) => (db: DataSource) =>
    db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO job_log_lines (job_id, at, stream, line) VALUES ($1, now(), 'stdout', $2)`,
        [job, line],
      )
      await tx.query(
        `UPDATE job_details SET result = jsonb_build_object('line', $2::text) WHERE job_id = $1`,
        [job, line],
      )
    })
  expect(await foundAfter(fleet.db, addLine('honest'))).toEqual([])
  const found = await foundAfter(fleet.db, async (db) => {
    await silently(db, (tx) =>
      tx.query(`UPDATE job_details SET result = '{"line": "x"}' WHERE job_id = $1`, [job]),
    )
    await addLine('more')(db)
  })
  expect(found).toEqual([altered])
})

it('silently changed parameters and statuses are found after the job was changed', async () => {
  const params = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await silently(db, (tx) =>
      tx.query(`UPDATE maintenance_jobs SET params = '{"n": 9}' WHERE job_id = $1`, [job]),
    )
    await db.query(`UPDATE maintenance_jobs SET params = '{"n": 10}' WHERE job_id = $1`, [job])
  })
  expect(params).toEqual(['the job had parameters that differed from its events when they changed'])
  const status = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await silently(db, (tx) =>
      tx.query(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $1`, [job]),
    )
    await move(db, job, 'Cancelled')
  })
  expect(status).toContain(
    'the job was "Approved" when it changed, but its events before say "PendingApproval"',
  )
})

it('a silent change is named once, however often the job changes after it', async () => {
  const job = await askFor(fleet.db, node)
  const found = await foundAfter(fleet.db, async (db) => {
    await silently(db, (tx) => tx.query(`UPDATE job_details SET reason = 'x' WHERE job_id = $1`, [job]))
    for (const percent of [1, 2, 3])
      await db.query(`UPDATE job_details SET progress_percent = $2 WHERE job_id = $1`, [job, percent])
  })
  expect(found).toEqual([altered])
})

it('what is nested more deeply than the stack allows is reported, in events and in rows', async () => {
  const job = await wholeJob(fleet.db, node)
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const found = await foundAfter(fleet.db, async (db) => {
    const event = (body: string) => [
      `job:${job}`,
      `{"kind": "note", "from": "Completed", "to": "Completed", ${body}}`,
    ]
    await db.query(
      `INSERT INTO job_events (stream, body) VALUES ($1, $2)`,
      event(`"history": ${deep(50_000)}`),
    )
    await db.query(`INSERT INTO job_events (stream, body) VALUES ('rights', $1)`, [
      `{"kind": "people update", "was": {"id": ${deep(50_000)}}, "is": {"id": "eve", "role": ${deep(50_000)}}}`,
    ])
    await silently(db, (tx) =>
      tx.query(`UPDATE nodes SET labels = $2 WHERE node_did = $1`, [node, `{"a": ${deep(3_000)}}`]),
    )
  })
  expect(found).toEqual(
    expect.arrayContaining([
      'the job has a history that differs from its events',
      'people ["eve"] has role "admin", but the log says (nested too deeply to be shown)',
      'people (nested too deeply to be shown) was removed, but no event before has it',
      expect.stringMatching(/^nodes .* has labels \{"a":\[{90}/),
    ]),
  )
  await silently(fleet.db, (tx) =>
    tx.query(`UPDATE job_votes SET key_id = uuid_generate_v4(), signed = $2 WHERE job_id = $1`, [
      job,
      deep(3_000),
    ]),
  )
  await expect(verified(fleet.db)).resolves.toMatchObject({ ok: false })
})

const added = (job: string, entry: object): [string, unknown[]] => [
  `UPDATE maintenance_jobs SET status_history = status_history || $2::jsonb WHERE job_id = $1`,
  [job, JSON.stringify([{ status: 'PendingApproval', ...entry }])],
]

it('a digest in the history of a program makes no honest job look altered', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await db.query(...added(job, { details_sha256: 'f'.repeat(64) }))
    await vote(db, job)
    for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
    expect(
      await db.query(
        `SELECT hakim_in_log($1, 'Completed') AS listed, hakim_borne_out($1, 'Completed') AS shown`,
        [job],
      ),
    ).toEqual([{ listed: true, shown: true }])
  })
  expect(found).toEqual([])
})

it('details that were silently changed are found, though the history of a program says their digest', async () => {
  const edit = `UPDATE job_details SET reason = 'forged' WHERE job_id = $1`
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    let digest = ''
    await silently(db, async (tx) => {
      await tx.query(edit, [job])
      const [row] = await tx.query<{ digest: string }[]>(`SELECT hakim_job_digest($1) AS digest`, [job])
      digest = row?.digest ?? ''
      throw new Error('only to know the digest')
    }).catch(() => undefined)
    await db.query(...added(job, { details_sha256: digest }))
    await silently(db, (tx) => tx.query(edit, [job]))
    await vote(db, job)
    for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
  })
  expect(found).toContainEqual(expect.stringMatching(/details, times, documents or log lines that differed/))
})
