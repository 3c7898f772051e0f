import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { countJobs } from '@/lib/board/db/counts'
import { openDataSource } from '@/lib/db/connection/data-source'
import { type TestFleet, testFleet } from '@/test/fleet'
import { addUpJobCounts, checkJobCounts } from './count-jobs'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(14)
  // Any status at any time: the counts do not depend on which moves are legal.
  for (const trigger of ['guard', 'changed'])
    await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_${trigger}`)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const statuses = `(ARRAY['PendingApproval', 'Running', 'Completed', 'Half done'])`
const insert = (count: number): string =>
  `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
   SELECT 'did:a:' || n % 3, 'did:r', 't', ${statuses}[1 + floor(random() * 4)] FROM generate_series(1, ${count}) n`

const counted = async () => {
  const { counts, atLeast } = await countJobs(fleet.db.manager, { hiddenFrom: null })
  expect(atLeast).toBe(false)
  return Object.fromEntries(counts.map(({ status, count }) => [status, count]))
}
const really = async () => {
  const rows = await fleet.db.query<{ status: string; count: number }[]>(
    `SELECT status, count(*)::int AS count FROM maintenance_jobs GROUP BY status`,
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const changes = [
  insert(1),
  insert(40),
  `UPDATE maintenance_jobs SET status = 'Completed' WHERE job_id IN
     (SELECT job_id FROM maintenance_jobs ORDER BY random() LIMIT 20 FOR UPDATE SKIP LOCKED)`,
  `UPDATE maintenance_jobs SET status = ${statuses}[1 + floor(random() * 4)] WHERE job_id IN
     (SELECT job_id FROM maintenance_jobs ORDER BY random() LIMIT 20 FOR UPDATE SKIP LOCKED)`,
  `UPDATE maintenance_jobs SET task_name = 'u' WHERE job_id IN
     (SELECT job_id FROM maintenance_jobs ORDER BY random() LIMIT 5 FOR UPDATE SKIP LOCKED)`,
  `DELETE FROM maintenance_jobs WHERE job_id IN
     (SELECT job_id FROM maintenance_jobs ORDER BY random() LIMIT 15 FOR UPDATE SKIP LOCKED)`,
  `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status)
     SELECT job_id, 'did:a:1', 'did:r', 't', 'Running' FROM maintenance_jobs ORDER BY random() LIMIT 1
     ON CONFLICT (job_id) DO UPDATE SET status = 'Expired'`,
]

it('equal a count of all rows at every moment, under writers, rollbacks, merges and killed merges', async () => {
  const killer = await openDataSource(fleet.url, { poolSize: 1 })
  let writing = true
  let killed = 0
  const write = async (seed: number) => {
    for (let n = 0; n < 60; n += 1) {
      const sql = changes[(seed * 5 + n * 3) % changes.length] ?? ''
      await fleet.db
        .transaction(async (tx) => {
          await tx.query(sql)
          if (n % 7 === 0) throw new Error('rolled back')
        })
        .catch((error) => {
          if (!/rolled back|deadlock/.test(String(error))) throw error
        })
    }
  }
  const while_ = async (work: () => Promise<unknown>) => {
    while (writing) await work()
  }
  const observe = async () => {
    const [row] = await fleet.db.query<{ wrong: number }[]>(
      `SELECT count(*)::int AS wrong FROM (
         SELECT status FROM (SELECT status, count(*) AS jobs FROM maintenance_jobs GROUP BY status
                             UNION ALL SELECT status, -jobs FROM job_counts) both_sides
         GROUP BY status HAVING sum(jobs) <> 0) differing`,
    )
    expect(row?.wrong).toBe(0)
  }
  const hunt = async () => {
    const found = await killer.query<unknown[]>(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ 'WITH taken' AND random() < 0.3`,
    )
    killed += found.length
  }
  const others = [
    ...[1, 2].map(() => while_(() => addUpJobCounts(fleet.db).catch(() => undefined))),
    while_(observe),
    while_(hunt),
  ]
  await Promise.all([1, 2, 3, 4].map(write)).finally(() => {
    writing = false
  })
  await Promise.all(others)
  await killer.destroy()
  expect(killed).toBeGreaterThan(0)
  const expected = await really()
  expect(await counted()).toEqual(expected)
  await addUpJobCounts(fleet.db)
  expect(await counted()).toEqual(expected)
  const rows = await fleet.db.query<unknown[]>(`SELECT FROM job_counts`)
  expect(rows).toHaveLength(Object.keys(expected).length)
  expect(await checkJobCounts(fleet.db)).toBe(0)
}, 120_000)

it('start over after a TRUNCATE, and forget statuses that no job has any more', async () => {
  await fleet.db.query(insert(30))
  await addUpJobCounts(fleet.db)
  await fleet.db.query(insert(5))
  // TRUNCATE CASCADE does not reach the votes, unless the owner of the tables disables their triggers.
  await expect(fleet.db.query(`TRUNCATE maintenance_jobs CASCADE`)).rejects.toThrow('append-only')
  const votes = ['job_votes', 'break_glass', 'approval_documents']
  for (const table of votes) await fleet.db.query(`ALTER TABLE ${table} DISABLE TRIGGER hakim_append_only`)
  await fleet.db.query(`TRUNCATE maintenance_jobs CASCADE`)
  for (const table of votes) await fleet.db.query(`ALTER TABLE ${table} ENABLE TRIGGER hakim_append_only`)
  expect(await counted()).toEqual({})
  await fleet.db.query(insert(3))
  expect(await counted()).toEqual(await really())
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
  await addUpJobCounts(fleet.db)
  expect(await fleet.db.query(`SELECT FROM job_counts`)).toEqual([])
})

it('are corrected after rows were written without the triggers', async () => {
  await fleet.db.query(insert(10))
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(insert(7))
    await tx.query(`DELETE FROM maintenance_jobs WHERE status = 'Completed'`)
  })
  expect(await counted()).not.toEqual(await really())
  const [one, two] = await Promise.all([checkJobCounts(fleet.db), checkJobCounts(fleet.db)])
  expect([one, two].filter((wrong) => wrong > 0)).toHaveLength(1)
  expect(await counted()).toEqual(await really())
})
