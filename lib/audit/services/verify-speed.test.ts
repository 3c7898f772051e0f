import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpoint, testAudit, testKey } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { verifyDatabase } from './verify-audit'

/** `npm run check-audit` measures it with 100,000 events, in a process of its own; here it shares one with other tests. */
const { HAKIM_AUDIT_EVENTS: asked } = process.env
const events = Number(asked || 1_000)
const mostSeconds = 60
const mostMegabytes = 300

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit(2)
  const began = performance.now()
  // A tenth of the events are about rights, the others about jobs from request to end.
  for (let n = 0; n < events; n += 1_000)
    await fleet.db.query(`
      DO $$
      DECLARE
        job UUID;
        person TEXT;
      BEGIN
        FOR n IN 1..50 LOOP
          person := gen_random_uuid();
          INSERT INTO people (id, name, email, did) VALUES (person, person, person, 'did:test:' || person);
          INSERT INTO tokens (token_hash, person_id, scopes) VALUES (sha256(person::bytea), person, '{read}');
        END LOOP;
        FOR n IN 1..180 LOOP
          INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
          VALUES ('did:kos:1', 'did:test:person:ola', 'restart_service', jsonb_build_object('n', n), 'PendingApproval')
          RETURNING job_id INTO job;
          INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
          SELECT job, revision, 'ana', 'approve', digest FROM job_details JOIN approval_documents USING (job_id, revision)
          WHERE job_id = job;
          UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = job;
          UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = job;
          INSERT INTO job_log_lines (job_id, at, stream, line)
          SELECT job, now(), 'stdout', repeat('a line of output ', 5) FROM generate_series(1, 20);
          UPDATE maintenance_jobs SET status = 'Completed' WHERE job_id = job;
        END LOOP;
      END $$`)
  console.info(`${events} events written in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  await checkpoint(fleet.db)
}, 1_800_000)
afterAll(() => fleet.close())

it(`verifies ${events} events${asked ? ` within ${mostSeconds} s and ${mostMegabytes} MB` : ''}`, async () => {
  let most = 0
  const noted = async () => {
    const { rss } = process.memoryUsage()
    most = Math.max(most, rss)
  }
  const before = process.memoryUsage().rss
  const began = performance.now()
  const report = await fleet.db.transaction('REPEATABLE READ', (tx) =>
    verifyDatabase(tx, { keys: [testKey.did], page: noted, jobs: noted }),
  )
  const seconds = (performance.now() - began) / 1_000
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
  console.info(
    `${report.events} events, ${report.jobs?.compared} jobs and ${report.rights} rows of rights verified in ${seconds.toFixed(1)} s; memory ${megabytes(most)}, of which ${megabytes(before)} before`,
  )
  expect(report).toMatchObject({ ok: true, findings: [] })
  expect(report.events).toBeGreaterThanOrEqual(events)
  if (!asked) return
  expect(seconds).toBeLessThan(mostSeconds)
  expect(most / 1_000_000).toBeLessThan(mostMegabytes)
}, 600_000)
