import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { incidents, testRule, writeReports } from '@/test/alerts'
import { type TestFleet, testFleet, testNode } from '@/test/fleet'
import { evaluator } from './evaluate'

let fleet: TestFleet

beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

const [one, two] = ['did:n:1', 'did:n:2']

beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports, alert_rules, nodes CASCADE`)
  await fleet.db.query(`UPDATE alert_evaluator SET holder = NULL, ran_at = NULL`)
  await fleet.db.query(`DELETE FROM node_latest`)
  for (const node of [one, two]) await testNode(fleet.db, node)
})

const states = async () => (await incidents(fleet.db)).map(({ node, open }) => [node, open])

it('fires by what plain SQL writes, ends below the recovery threshold, and neither in between', async () => {
  const { db } = fleet
  await testRule(db)
  const run = evaluator()
  expect(await run(db)).toBe(true)
  await writeReports(db, [{ node: one, ago: 9, cpu: 95 }])
  await run(db)
  expect(await incidents(db)).toEqual([{ node: one, ago: 9, open: true, value: 95 }])
  await writeReports(db, [{ node: one, ago: 8, cpu: 85 }])
  await run(db)
  expect(await states()).toEqual([[one, true]])
  await writeReports(db, [{ node: one, ago: 7, cpu: 70 }])
  await run(db)
  expect(await states()).toEqual([[one, false]])
  await writeReports(db, [{ node: one, ago: 6, cpu: 85 }])
  await run(db)
  expect(await states()).toEqual([[one, false]])
})

it('reads all reports that came since the last run, not only the latest', async () => {
  const { db } = fleet
  await testRule(db)
  const run = evaluator()
  await writeReports(db, [{ node: one, ago: 20, cpu: 10 }])
  await run(db)
  await writeReports(db, [
    { node: one, ago: 19, cpu: 95 },
    { node: one, ago: 18, cpu: 10 },
  ])
  await run(db)
  expect(await states()).toEqual([[one, false]])
})

it('judges a report that comes late with those around it', async () => {
  const { db } = fleet
  await testRule(db, {
    condition: {
      ...{ kind: 'metric', metric: 'cpu_usage_percent', over: true, limit: 90, recovery: null },
      ...{ minutes: 3, of: 3 },
    },
  })
  const run = evaluator()
  await writeReports(db, [{ node: one, ago: 9, cpu: 10 }])
  await run(db)
  for (const ago of [8, 6]) {
    await writeReports(db, [{ node: one, ago, cpu: 95 }])
    await run(db)
  }
  // Until it comes, the minute between counts as the one before.
  expect(await incidents(db)).toMatchObject([{ node: one, ago: 8, open: true }])
})

it('misses nothing of a transaction that began before a run and commits after it', async () => {
  const { db } = fleet
  await testRule(db)
  const run = evaluator()
  await writeReports(
    db,
    [one, two].map((node) => ({ node, ago: 9, cpu: 10 })),
  )
  await run(db)
  const late = db.createQueryRunner()
  await late.startTransaction()
  await writeReports(late, [{ node: one, ago: 8, cpu: 95 }])
  await writeReports(db, [{ node: two, ago: 8, cpu: 20 }])
  await run(db)
  await run(db)
  expect(await states()).toEqual([])
  await late.commitTransaction()
  await late.release()
  await run(db)
  expect(await states()).toEqual([[one, true]])
})

it('after a restart goes on where it was: with what is open, and with the minutes that had counted', async () => {
  const { db } = fleet
  await testRule(db, {
    condition: {
      ...{ kind: 'metric', metric: 'cpu_usage_percent', over: true, limit: 90, recovery: null },
      ...{ minutes: 3, of: 5 },
    },
    keep_minutes: 2,
  })
  const write = (ago: number, cpu: number) => writeReports(db, [{ node: one, ago, cpu }])
  const restarted = async () => {
    await db.query(`UPDATE alert_evaluator SET leased_until = now() - interval '1 second'`)
    return evaluator()(db)
  }
  for (const ago of [14, 13]) await write(ago, 95)
  expect(await restarted()).toBe(true)
  expect(await states()).toEqual([])
  await write(12, 95)
  await restarted()
  expect(await states()).toEqual([[one, true]])
  await write(11, 10)
  await restarted()
  await write(10, 10)
  await restarted()
  expect(await states()).toEqual([[one, true]])
  await write(9, 10)
  await restarted()
  expect(await states()).toEqual([[one, false]])
  await restarted()
  expect(await states()).toEqual([[one, false]])
})

it('lets one of two servers evaluate, and the other once the first is gone', async () => {
  const { db } = fleet
  await testRule(db)
  const [first, second] = [evaluator(), evaluator()]
  expect([await first(db), await second(db), await first(db)]).toEqual([true, false, true])
  await writeReports(db, [{ node: one, ago: 9, cpu: 95 }])
  await second(db)
  expect(await states()).toEqual([])
  await first(db)
  await writeReports(db, [{ node: two, ago: 9, cpu: 95 }])
  await db.query(`UPDATE alert_evaluator SET leased_until = now() - interval '1 second'`)
  expect([await second(db), await first(db)]).toEqual([true, false])
  expect(await states()).toEqual([
    [one, true],
    [two, true],
  ])
})

it('writes nothing for who lost the lease meanwhile', async () => {
  const { db } = fleet
  await testRule(db)
  const run = evaluator()
  await run(db)
  await writeReports(db, [{ node: one, ago: 9, cpu: 95 }])
  const thief = db.createQueryRunner()
  await thief.startTransaction()
  const slow = db.query(`SELECT 1`)
  await thief.query(
    `UPDATE alert_evaluator SET holder = gen_random_uuid(), leased_until = now() + interval '1 minute'`,
  )
  const running = run(db)
  await slow
  await thief.commitTransaction()
  await thief.release()
  expect(await running).toBe(false)
  expect(await states()).toEqual([])
})

it('judges status and diagnosis, on the nodes that the rule is for', async () => {
  const { db } = fleet
  await db.query(`UPDATE nodes SET labels = '{"region": "eu"}' WHERE node_did = $1`, [one])
  await testRule(db, {
    ...{ scope: 'label', label: 'region:eu' },
    condition: { kind: 'status', status: 'Warning', minutes: 1, of: 1 },
  })
  await testRule(db, {
    ...{ scope: 'node', node_did: two },
    condition: { kind: 'diagnosis', code: 'DISK_FULL', minutes: 1, of: 1 },
  })
  await writeReports(
    db,
    [one, two].map((node) => ({ node, ago: 9, status: 'Error', code: 'DISK_FULL' })),
  )
  await evaluator()(db)
  expect(await states()).toEqual([
    [one, true],
    [two, true],
  ])
})

it('ends what no rule is for any more', async () => {
  const { db } = fleet
  const rule = await testRule(db)
  const run = evaluator()
  await writeReports(
    db,
    [one, two].map((node) => ({ node, ago: 9, cpu: 95 })),
  )
  await run(db)
  await db.query(`UPDATE nodes SET retired_at = now() WHERE node_did = $1`, [one])
  await run(db)
  expect(await states()).toEqual([
    [one, false],
    [two, true],
  ])
  await db.query(`UPDATE alert_rules SET enabled = false WHERE rule_id = $1`, [rule])
  await run(db)
  expect(await states()).toEqual([
    [one, false],
    [two, false],
  ])
})

it('fires for silent nodes on the clock, but not for what no node could send to a server that was down', async () => {
  const { db } = fleet
  await testRule(db, { condition: { kind: 'silence', minutes: null } })
  await writeReports(
    db,
    [one, two].map((node) => ({ node, ago: 9, cpu: 5 })),
  )
  const ago = (minutes: number) =>
    db.query(
      `UPDATE node_latest SET heard_at = now() - $1 * interval '1 minute', arrived_at = now() - $1 * interval '1 minute',
              contact_seconds = 30, cadence_seconds = 30 WHERE node_did = $2`,
      [minutes, one],
    )
  await ago(5)
  const run = evaluator()
  await run(db)
  expect(await states()).toEqual([])
  await db.query(`UPDATE alert_evaluator SET alive_since = now() - interval '10 minutes'`)
  await run(db)
  expect(await states()).toEqual([[one, true]])
  // A new server keeps what fires.
  await db.query(
    `UPDATE alert_evaluator SET ran_at = now() - interval '1 hour', leased_until = now() - interval '1 minute'`,
  )
  const next = evaluator()
  await next(db)
  expect(await states()).toEqual([[one, true]])
  await ago(0)
  await next(db)
  expect(await states()).toEqual([[one, false]])
})
