import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFixedBy } from '@/lib/verdicts/db/fixed-by'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'

let fleet: TestFleet

beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

/** A run that has been judged, as the clock leaves it. */
async function judged(
  node: string,
  task: string,
  verdict: string,
  code: string,
  back = false,
): Promise<void> {
  const id = randomUUID()
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status, created_at)
       VALUES ($1, $2, 'did:test:somebody', $3, 'Completed', now())`,
      [id, node, task],
    )
    await tx.query(
      `INSERT INTO job_verdicts (job_id, verdict, evidence, back_at)
       VALUES ($1, $2, jsonb_build_object('before', jsonb_build_object('code', $3::text)), CASE WHEN $4 THEN now() END)`,
      [id, verdict, code, back],
    )
  })
}

it('suggests what fixed the same diagnosis, most often first, and nothing that came back or is hidden', async () => {
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  await testNode(fleet.db, 'did:test:open')
  await testNode(fleet.db, 'did:test:hidden')
  await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = 'did:test:hidden'`)
  await judged('did:test:open', 'restart', 'fixed', 'DISK_FULL')
  for (const _ of [1, 2]) await judged('did:test:open', 'archive', 'fixed', 'DISK_FULL')
  await judged('did:test:open', 'restart', 'no_change', 'DISK_FULL')
  await judged('did:test:open', 'restart', 'fixed', 'CPU_HIGH')
  await judged('did:test:open', 'purge', 'fixed', 'DISK_FULL', true)
  for (const _ of [1, 2, 3]) await judged('did:test:hidden', 'secret', 'fixed', 'DISK_FULL')
  expect(await readFixedBy(fleet.db.manager, operator, 'DISK_FULL')).toEqual([
    { task: 'archive', times: 2 },
    { task: 'restart', times: 1 },
  ])
})
