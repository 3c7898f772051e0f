import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { acknowledge } from '@/lib/alerts/services/acknowledge'
import { alertClock } from '@/lib/alerts/services/alert-clock'
import { createRule } from '@/lib/alerts/services/create-rule'
import { endSilence, silenceAlerts } from '@/lib/alerts/services/silence'
import { testRule as tryRule } from '@/lib/alerts/services/test-rule'
import { createChannel } from '@/lib/notices/services/create-channel'
import { testRule, testWindow, writeReports } from '@/test/alerts'
import { testNode, testPerson } from '@/test/fleet'
import { noticeFixture, verified } from '@/test/notices'
import { setRestricted } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'

let at: Awaited<ReturnType<typeof noticeFixture>>

beforeAll(async () => {
  at = await noticeFixture()
})
afterAll(() => at.close())

const many = Array.from({ length: 100 }, (_, index) => `did:n:${index}`)
const [one = '', two = ''] = many

beforeEach(async () => {
  await at.forget()
  await at.db.query(`TRUNCATE health_reports, alert_rules, nodes CASCADE; DELETE FROM notice_deliveries`)
  await at.db.query(`UPDATE alert_evaluator SET holder = NULL, ran_at = NULL`)
  for (const node of many) await testNode(at.db, node)
})

const write = (nodes: readonly string[], ago: number, cpu: number) =>
  writeReports(
    at.db,
    nodes.map((node) => ({ node, ago, cpu })),
  )

/** As if this much time had passed for people; reports stay where they are. */
const later = async (interval: string): Promise<void> => {
  await at.db.query(
    `UPDATE alert_groups SET opened_at = opened_at - $1::interval, closed_at = closed_at - $1::interval,
            told_at = told_at - $1::interval`,
    [interval],
  )
  await at.db.query(`UPDATE alert_incidents SET closed_at = closed_at - $1::interval`, [interval])
  await at.later(interval)
}

async function receiving(more: object = {}) {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url, more)
  const clock = alertClock()
  return {
    run: async () => {
      await clock(at.db)
      await at.run()
    },
    got: () => verified(receiver, secret).map(({ data }) => [data.title, data.count]),
  }
}

const groupId = async (): Promise<string> => {
  const [row] = await at.db.query<{ group_id: string }[]>(`SELECT group_id FROM alert_groups`)
  return row?.group_id ?? ''
}

it('tells of a hundred nodes that begin within a few minutes in one message, once, and that it is over in another', async () => {
  const { run, got } = await receiving()
  await testRule(at.db)
  await write(many.slice(0, 60), 9, 95)
  await run()
  await write(many.slice(60), 8, 95)
  await run()
  expect(got()).toEqual([])
  await later('30 seconds')
  await run()
  await later('20 minutes')
  await run()
  expect(got()).toEqual([['100 nodes: CPU over 90%', 100]])
  await write(many, 7, 10)
  await run()
  await later('10 minutes')
  await run()
  expect(got().slice(1)).toEqual([['100 nodes: Resolved: CPU over 90%', 100]])
  await run()
  expect(got()).toHaveLength(2)
})

it('tells of a flapping node once, and again when it is calm', async () => {
  const { run, got } = await receiving()
  await testRule(at.db)
  for (const ago of [29, 27, 25, 23, 21]) {
    await write([one], ago, 95)
    await run()
    await later('31 seconds')
    await run()
    await write([one], ago - 1, 10)
    await run()
    await later('6 minutes')
    await run()
  }
  expect(got()).toEqual([[`${one}: CPU over 90%`, 1]])
  await later('10 minutes')
  await run()
  expect(got().slice(1)).toEqual([[`${one}: Resolved: CPU over 90%`, 1]])
  const rows = await at.db.query<{ text: string }[]>(`SELECT text FROM notices WHERE title LIKE 'Resolved%'`)
  expect(rows).toEqual([{ text: 'after 1 min, fired 5 times' }])
})

it('tells nobody of what a silence covers, and tells once it has ended', async () => {
  const { run, got } = await receiving()
  await testRule(at.db)
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const silence = done(await silenceAlerts(at.by(at.admin), { node_did: one, reason: 'fibre works', until }))
  await write([one, two], 9, 95)
  await run()
  await later('1 minute')
  await run()
  expect(got()).toEqual([[`${two}: CPU over 90%`, 1]])
  done(await endSilence(at.by(at.admin), silence.silence_id))
  await run()
  await later('5 minutes')
  await run()
  expect(got().slice(1)).toEqual([[`${one}: CPU over 90%`, 1]])
})

it.each([false, true])(
  'a running job keeps its node quiet, unless the rule says otherwise: %s',
  async (during) => {
    const { run, got } = await receiving()
    await testRule(at.db, { during_jobs: during })
    await at.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER USER`)
    await at.db.query(
      `INSERT INTO maintenance_jobs (job_id, requester_did, target_node_did, task_name, status) VALUES
       (gen_random_uuid(), 'did:test:person:ola', $1, 'update', 'Running')`,
      [one],
    )
    await at.db.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER USER`)
    await write([one], 9, 95)
    await run()
    await later('1 minute')
    await run()
    expect(got()).toHaveLength(during ? 1 : 0)
    await at.db.query(`UPDATE maintenance_jobs SET status = 'Completed'`)
    await at.db.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER USER`)
  },
)

it.each([false, true])(
  'a maintenance window keeps its node quiet until it is over, unless the rule says otherwise: %s',
  async (during) => {
    const { run, got } = await receiving()
    await testRule(at.db, { during_windows: during })
    await testWindow(at.db, one, [-1, 30])
    await testWindow(at.db, two, [30, 60])
    await write([one, two], 9, 95)
    await run()
    await later('1 minute')
    await run()
    expect(got()).toEqual([during ? ['2 nodes: CPU over 90%', 2] : [`${two}: CPU over 90%`, 1]])
    await at.db.query(`TRUNCATE node_windows`)
    await run()
    await later('5 minutes')
    await run()
    expect(got().slice(1)).toEqual(during ? [] : [[`${one}: CPU over 90%`, 1]])
  },
)

it('nothing escalates in a maintenance window, and it does afterwards', async () => {
  const { run, got } = await receiving({ least_severity: 'critical' })
  await testRule(at.db, { escalate_minutes: 30, escalate_to: ['admin'] })
  await write([one], 9, 95)
  await run()
  await later('1 minute')
  await run()
  await testWindow(at.db, one, [-1, 30])
  await later('30 minutes')
  await run()
  expect(got()).toEqual([])
  await at.db.query(`TRUNCATE node_windows`)
  await run()
  expect(got()).toEqual([[`${one}: CPU over 90%`, 1]])
})

it('tells the next people after the time that the rule says, unless somebody has acknowledged it', async () => {
  const { run, got } = await receiving({ least_severity: 'critical' })
  await testRule(at.db, { escalate_minutes: 30, escalate_to: ['admin'] })
  await write([one], 9, 95)
  await run()
  await later('1 minute')
  await run()
  await later('29 minutes')
  await run()
  expect(got()).toEqual([])
  await later('1 minute')
  await run()
  await run()
  expect(got()).toEqual([[`${one}: CPU over 90%`, 1]])

  await at.db.query(`UPDATE alert_groups SET escalated_at = NULL`)
  done(await acknowledge(at.by(at.ola), await groupId(), { text: 'carrier swaps the disk' }))
  await later('1 hour')
  await run()
  expect(got()).toHaveLength(1)
  expect(failureOf(await acknowledge(at.by(at.admin), await groupId(), {}))).toBe('conflict')
})

it('an acknowledgement holds back nothing on a node that its author may not see', async () => {
  const { run } = await receiving()
  done(await createChannel(at.by(at.admin), { kind: 'mail', name: 'admin' }))
  await testRule(at.db, { escalate_minutes: 30, escalate_to: ['admin'] })
  await write([one, two], 9, 95)
  await run()
  done(await acknowledge(at.by(at.ola), await groupId(), {}))
  await at.db.query(`UPDATE alert_incidents SET told_at = now()`)
  await at.db.query(`UPDATE alert_groups SET told_at = now()`)
  await later('1 hour')
  await run()
  expect(await at.db.query(`SELECT FROM alert_groups WHERE escalated_at IS NOT NULL`)).toEqual([])
  await setRestricted(at.db, two, true)
  await run()
  expect(await at.db.query(`SELECT node_did, severity FROM notices WHERE severity = 'critical'`)).toEqual([
    { node_did: two, severity: 'critical' },
  ])
})

it('the rule of an owner for their node tells those who decide there, and administrators', async () => {
  const mallory = await testPerson(at.db, 'mallory', 'operator')
  await testNode(at.db, 'did:n:own', 'mallory')
  const condition = { kind: 'metric', metric: 'cpu_usage_percent', over: true, limit: 90 }
  const own = { scope: 'node', node_did: 'did:n:own', condition }
  done(await createRule(at.by(mallory), { ...own, tell: ['did:test:person:ola', 'did:test:person:mallory'] }))
  done(await createRule(at.by(mallory), own))
  for (const who of [mallory, at.ola, at.admin])
    done(await createChannel(at.by(who), { kind: 'mail', name: who.id }))
  await writeReports(at.db, [{ node: 'did:n:own', ago: 9, cpu: 95 }])
  const clock = alertClock()
  await clock(at.db)
  await later('1 minute')
  await clock(at.db)
  const told = await at.db.query<{ name: string; messages: number }[]>(
    `SELECT name, count(*)::int AS messages FROM notice_deliveries JOIN notice_channels USING (channel_id) GROUP BY name ORDER BY name`,
  )
  expect(told).toEqual([
    { name: 'admin', messages: 1 },
    { name: 'mallory', messages: 2 },
  ])
  for (let rules = 2; rules < 20; rules += 1) done(await createRule(at.by(mallory), own))
  expect(failureOf(await createRule(at.by(mallory), own))).toBe('conflict')
})

it('a test of a rule reaches whom the rule would notify, says what came of each message, and is not an alert', async () => {
  const { got } = await receiving()
  const ola = { kind: 'mail', name: 'Mail' }
  done(await createChannel(at.by(at.ola), ola))
  done(await createChannel(at.by(at.admin), { ...ola, least_severity: 'critical' }))
  const rule = await testRule(at.db)
  const { deliveries } = done(await tryRule(at.by(at.admin), rule))
  expect(deliveries.map(({ kind, state, answer }) => [kind, state, answer])).toEqual([
    ['mail', 'sent', 'The mail server has accepted it.'],
    ['webhook', 'sent', 'Answered 204.'],
  ])
  expect(got()).toEqual([['Test: CPU over 90%', 1]])
  expect(await groupId()).toBe('')
  expect(failureOf(await tryRule(at.by(at.ola), rule))).toBe('forbidden')
  await at.db.query(`UPDATE alert_rules SET tell = ARRAY['admin']`)
  expect(done(await tryRule(at.by(at.admin), rule)).deliveries.map(({ kind }) => kind)).toEqual(['webhook'])
})
