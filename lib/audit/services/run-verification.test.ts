import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  askToStop,
  insertVerification,
  lastVerification,
  openVerification,
} from '@/lib/audit/db/verifications'
import { checkpoint, testAudit, testKey, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { askForNightlyVerification, runVerification, type Verify } from './run-verification'
import { verifyWithProgress } from './verify-with-progress'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit()
  for (let n = 0; n < 3; n += 1) await wholeJob(fleet.db)
  await checkpoint(fleet.db)
  await wholeJob(fleet.db)
})
afterEach(() => fleet.db.query(`DELETE FROM audit_verifications`))
afterAll(() => fleet.close())

const verify: Verify = (note, stopped) =>
  verifyWithProgress(fleet.db, {
    ...{ keys: [testKey.did], heads: '/nonexistent/heads.ndjson', note },
    pause: async () => stopped.throwIfAborted(),
  })

it('keeps what was compared, and until which entry', async () => {
  expect(await runVerification(fleet.db, verify)).toBeNull()
  await insertVerification(fleet.db.manager, 'ada')
  expect(await runVerification(fleet.db, verify)).toBe('done')
  const [{ events, last }] = await fleet.db.query(
    `SELECT count(*)::int AS events, max(event_id)::int AS last FROM job_events`,
  )
  expect(await lastVerification(fleet.db.manager)).toMatchObject({
    asked_by: 'ada',
    outcome: 'done',
    report: {
      checks: [
        { name: 'entries', count: events, found: 0 },
        { name: 'checkpoints', count: 1, found: 0 },
        { name: 'rights', count: 8, found: 0 },
        { name: 'jobs', count: 4, found: 0 },
        { name: 'reports', count: 0, found: 0 },
        { name: 'heads', count: 0, found: 0 },
      ],
      found: 0,
      last_event_id: last,
      uncovered: 5,
    },
  })
  expect(await openVerification(fleet.db.manager)).toBeNull()
})

it('keeps what was found, check by check', async () => {
  const [{ id }] = await fleet.db.query(
    `SELECT min(event_id)::int AS id FROM job_events WHERE stream LIKE 'job:%' AND body LIKE '%ola%'`,
  )
  await fleet.db.query(`ALTER TABLE job_events DISABLE TRIGGER USER`)
  await fleet.db.query(`UPDATE job_events SET body = replace(body, 'ola', 'ali') WHERE event_id = $1`, [id])
  try {
    await insertVerification(fleet.db.manager, null)
    expect(await runVerification(fleet.db, verify)).toBe('done')
    const kept = await lastVerification(fleet.db.manager)
    expect(kept?.report).toMatchObject({
      checks: [{ found: 1 }, { found: 0 }, { found: 0 }, { found: 2 }, { found: 0 }, { found: 0 }],
      found: 3,
      findings: [
        { check: 'entries', kind: 'changed', event_id: id },
        { check: 'jobs', kind: 'unlike' },
        { check: 'jobs', kind: 'unlike' },
      ],
    })
  } finally {
    await fleet.db.query(`UPDATE job_events SET body = replace(body, 'ali', 'ola') WHERE event_id = $1`, [id])
    await fleet.db.query(`ALTER TABLE job_events ENABLE TRIGGER USER`)
  }
})

it('runs one at a time, however many ask', async () => {
  const asked = await Promise.all(
    ['ada', 'ana', 'ola', 'ada'].map((id) => insertVerification(fleet.db.manager, id)),
  )
  expect(asked.filter((id) => id !== null)).toHaveLength(1)
  const outcomes = await Promise.all([runVerification(fleet.db, verify), runVerification(fleet.db, verify)])
  expect(outcomes.toSorted()).toEqual(['done', null])
})

it('stops when somebody asks, and a run that waits ends at once', async () => {
  await insertVerification(fleet.db.manager, 'ada')
  expect(await askToStop(fleet.db.manager)).toBe(true)
  expect(await lastVerification(fleet.db.manager)).toMatchObject({ outcome: 'stopped', started_at: null })
  expect(await askToStop(fleet.db.manager)).toBe(false)

  await insertVerification(fleet.db.manager, 'ada')
  const endless: Verify = (note, stopped) => {
    note({ step: 'entries', done: 1, of: 2 })
    void askToStop(fleet.db.manager)
    return new Promise((_, reject) => {
      stopped.addEventListener('abort', () => reject(new Error('stopped')))
    })
  }
  expect(await runVerification(fleet.db, endless)).toBe('stopped')
  expect(await lastVerification(fleet.db.manager)).toMatchObject({
    outcome: 'stopped',
    progress: { step: 'entries', done: 1, of: 2 },
    report: null,
  })
})

it('a run whose server went away ends, and the next one can begin', async () => {
  await insertVerification(fleet.db.manager, null)
  await fleet.db.query(
    `UPDATE audit_verifications SET started_at = now(), seen_at = now() - interval '31 seconds'`,
  )
  expect(await runVerification(fleet.db, verify)).toBeNull()
  expect(await lastVerification(fleet.db.manager)).toMatchObject({ outcome: 'interrupted' })
  expect(await insertVerification(fleet.db.manager, null)).not.toBeNull()
})

it('a verification that cannot go on is kept as failed', async () => {
  await insertVerification(fleet.db.manager, null)
  expect(await runVerification(fleet.db, () => Promise.reject(new Error('no memory')))).toBe('failed')
})

it('the clocks of several servers ask for one run a night', async () => {
  await askForNightlyVerification(fleet.db)
  await runVerification(fleet.db, verify)
  await askForNightlyVerification(fleet.db)
  expect(await fleet.db.query(`SELECT nightly, outcome FROM audit_verifications`)).toEqual([
    { nightly: true, outcome: 'done' },
  ])
})
