import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobDetail } from '@/lib/board/queries/job'
import { sampleJobs } from '@/lib/sample/domain/jobs'
import { loadSample } from '@/lib/sample/services/load-sample'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testServer()
})
afterAll(() => fleet.close())

it('sample jobs show votes at the time of their decision, and nothing at installation time', async () => {
  const [operator, approver, admin] = await Promise.all([
    testPerson(fleet.db, 'operator', 'operator'),
    testPerson(fleet.db, 'approver', 'approver'),
    testPerson(fleet.db, 'admin', 'admin'),
  ])
  await loadSample(
    fleet.db,
    { operatorId: operator.id, approverId: approver.id, adminId: admin.id },
    new Date(),
  )
  const ids = await fleet.db.query<{ job_id: string }[]>(`SELECT job_id FROM job_details WHERE is_sample`)
  expect(ids).toHaveLength(sampleJobs.length)
  for (const { job_id } of ids) {
    const job = await jobDetail(admin, job_id)
    const [stored] = await fleet.db.query<{ times: string[]; decisions: string[] }[]>(
      `SELECT array_agg(e ->> 'timestamp' ORDER BY n) AS times,
              array_agg(e ->> 'timestamp' ORDER BY n) FILTER (WHERE e ->> 'status' IN ('Approved', 'Rejected')) AS decisions
       FROM maintenance_jobs CROSS JOIN LATERAL jsonb_array_elements(status_history) WITH ORDINALITY AS h (e, n)
       WHERE job_id = $1`,
      [job_id],
    )
    expect(job?.timeline.map((entry) => entry.at)).toEqual(stored?.times)
    expect(job?.consent.votes.map((vote) => vote.at)).toEqual(stored?.decisions ?? [])
  }
}, 60_000)
