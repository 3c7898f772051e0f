import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiAlerts } from '@/lib/alerts/queries/alerts'
import { alertDetail, alertsPage } from '@/lib/alerts/queries/alerts-page'
import { alertCounts, firingAlerts } from '@/lib/alerts/queries/firing'
import { nodeAlerts } from '@/lib/alerts/queries/node-alerts'
import { previewRule } from '@/lib/alerts/queries/preview/preview'
import { ruleToChange } from '@/lib/alerts/queries/rule-page'
import { apiAlertRules, apiAlertSilences } from '@/lib/alerts/queries/rules'
import { acknowledge } from '@/lib/alerts/services/acknowledge'
import { changeRule, deleteRule } from '@/lib/alerts/services/change-rule'
import { createRule } from '@/lib/alerts/services/create-rule'
import { evaluator } from '@/lib/alerts/services/evaluate'
import { endSilence, silenceAlerts } from '@/lib/alerts/services/silence'
import type { PersonViewer } from '@/lib/kernel/role'
import { rollUp } from '@/lib/series/services/roll-up'
import { testRule, testWindow, writeReports } from '@/test/alerts'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

const [open, hidden] = ['did:n:open', 'did:n:hidden']
const cpu = { kind: 'metric', metric: 'cpu_usage_percent', limit: 90 }
const listed = { state: 'all', limit: 50 } as const
const until = new Date(Date.now() + 3_600_000).toISOString()

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let admin: PersonViewer
let hiddenRule: string

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const pastGuards = (sql: string, values: unknown[] = []): Promise<unknown> =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    return tx.query(sql, values)
  })
async function runningJob(node: string): Promise<string> {
  const id = randomUUID()
  await pastGuards(
    `INSERT INTO maintenance_jobs (job_id, requester_did, target_node_did, task_name, status)
     VALUES ($1, 'did:test:person:operator', $2, 'update', 'Running')`,
    [id, node],
  )
  return id
}
const nodes = async (viewer: PersonViewer) =>
  (await apiAlerts(viewer, listed)).alerts.map(({ rule, nodes: count, first }) => [
    rule.text.split(' on ')[1]?.split(';')[0],
    count,
    ...first.map(({ node_did }) => node_did),
  ])

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'operator')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, open, 'owner')
  await testNode(fleet.db, hidden, 'owner')
  await setRestricted(fleet.db, hidden, true)
  done(await createRule(by(admin), { condition: cpu }))
  hiddenRule = done(await createRule(by(owner), { scope: 'node', node_did: hidden, condition: cpu })).rule_id
  await writeReports(
    fleet.db,
    [open, hidden].map((node) => ({ node, ago: 9, cpu: 95 })),
  )
  await evaluator()(fleet.db)
})
afterAll(() => fleet.close())

it('what fires on a node that somebody may not see does not exist for them', async () => {
  expect((await nodes(owner)).sort()).toEqual([
    ['all nodes', 2, hidden, open],
    [hidden, 1, hidden],
  ])
  expect(await nodes(operator)).toEqual([['all nodes', 1, open]])
  expect([await firingAlerts(owner), await firingAlerts(operator)]).toEqual([2, 1])
  expect([
    (await nodeAlerts(owner, hidden, { from: 0, to: 1 })).length,
    (await nodeAlerts(operator, hidden, { from: 0, to: 1 })).length,
  ]).toEqual([2, 0])
  const { alerts } = await alertsPage(owner, listed)
  const [ofHidden, ofAll] = [
    alerts.find(({ nodes: count }) => count === 1),
    alerts.find(({ nodes: count }) => count === 2),
  ]
  expect(await alertDetail(operator, ofHidden?.alertId ?? '')).toBeNull()
  expect((await alertDetail(operator, ofAll?.alertId ?? ''))?.incidents.map(({ did }) => did)).toEqual([open])
  expect(failureOf(await acknowledge(by(operator), ofHidden?.alertId ?? '', {}))).toBe('not_found')
})

it('rules and silences of such a node do not exist for them either', async () => {
  const texts = async (viewer: PersonViewer) => (await apiAlertRules(viewer)).rules.length
  expect([await texts(owner), await texts(operator)]).toEqual([2, 1])
  expect(await ruleToChange(operator, hiddenRule)).toBeNull()
  expect(await ruleToChange(owner, hiddenRule)).not.toBeNull()
  const rule = { scope: 'node', node_did: hidden, condition: cpu }
  expect(failureOf(await changeRule(by(operator), hiddenRule, rule))).toBe('not_found')
  expect(failureOf(await deleteRule(by(operator), hiddenRule))).toBe('not_found')
  expect(failureOf(await createRule(by(operator), rule))).toBe('not_found')
  expect(failureOf(await silenceAlerts(by(operator), { node_did: hidden, reason: 'x', until }))).toBe(
    'not_found',
  )
  const { silence_id } = done(await silenceAlerts(by(owner), { node_did: hidden, reason: 'works', until }))
  expect((await apiAlertSilences(operator)).silences).toEqual([])
  expect((await apiAlertSilences(owner)).silences).toMatchObject([{ reason: 'works' }])
  expect(failureOf(await endSilence(by(operator), silence_id))).toBe('not_found')
  const ofRule = done(await silenceAlerts(by(owner), { rule_id: hiddenRule, reason: 'secret works', until }))
  expect((await apiAlertSilences(operator)).silences).toEqual([])
  expect(failureOf(await endSilence(by(operator), ofRule.silence_id))).toBe('not_found')
  done(await endSilence(by(owner), ofRule.silence_id))
  expect(await firingAlerts(owner)).toBe(1)
  done(await endSilence(by(owner), silence_id))
  expect(await firingAlerts(owner)).toBe(2)
})

it('what a maintenance window or a job holds back is in the list of silenced alerts, with until when or why', async () => {
  const shownTo = async (viewer: PersonViewer) =>
    (await alertsPage(viewer, listed)).alerts.map(({ state, nodes: count, windows, jobs }) => ({
      ...{ state, count, windows: windows?.nodes ?? 0, minutes: minutesTo(windows?.until), jobs },
    }))
  const minutesTo = (iso = ''): number | null =>
    iso === '' ? null : 10 * Math.round((Date.parse(iso) - Date.now()) / 600_000)
  await testWindow(fleet.db, open, [-1, 120])
  await testWindow(fleet.db, hidden, [-1, 300])
  expect(await shownTo(operator)).toEqual([
    { state: 'silenced', count: 1, windows: 1, minutes: 120, jobs: null },
  ])
  expect(await shownTo(owner)).toContainEqual({
    ...{ state: 'silenced', count: 2, windows: 2, minutes: 300, jobs: null },
  })
  expect(await firingAlerts(operator)).toBe(0)
  const { alerts } = await apiAlerts(operator, listed)
  expect(alerts.map(({ held }) => minutesTo(held.window_until?.toISOString()))).toEqual([120])
  // The page of a node says so of each of its alerts.
  const heldOn = async (node: string) =>
    (await nodeAlerts(owner, node, { from: 0, to: 1 })).map(({ heldUntil }) => minutesTo(heldUntil ?? ''))
  expect([await heldOn(open), await heldOn(hidden)]).toEqual([[120], [300, 300]])
  await fleet.db.query(`UPDATE alert_rules SET during_windows = true WHERE node_did IS NULL`)
  expect([await heldOn(open), (await heldOn(hidden)).sort()]).toEqual([[null], [300, null]])
  expect(await shownTo(operator)).toEqual([
    { state: 'firing', count: 1, windows: 0, minutes: null, jobs: null },
  ])
  await fleet.db.query(`UPDATE alert_rules SET during_windows = false; TRUNCATE node_windows`)
  const job = await runningJob(open)
  expect(await shownTo(operator)).toEqual([
    { state: 'silenced', count: 1, windows: 0, minutes: null, jobs: { nodes: 1, jobId: job } },
  ])
  expect((await apiAlerts(operator, listed)).alerts.map(({ held }) => held.job_id)).toEqual([job])
  await pastGuards(`DELETE FROM maintenance_jobs WHERE job_id = '${job}'`)
  expect(await firingAlerts(operator)).toBe(1)
})

it('an owner sets rules and silences of their node alone', async () => {
  const rule = { scope: 'node', node_did: open, condition: cpu }
  const { rule_id } = done(await createRule(by(owner), rule))
  expect(failureOf(await createRule(by(operator), rule))).toBe('forbidden')
  expect(failureOf(await createRule(by(owner), { condition: cpu }))).toBe('forbidden')
  expect(failureOf(await changeRule(by(owner), rule_id, { condition: cpu }))).toBe('forbidden')
  expect(failureOf(await silenceAlerts(by(owner), { label: 'a:b', reason: 'x', until }))).toBe('forbidden')
  expect(failureOf(await silenceAlerts(by(operator), { node_did: open, reason: 'x', until }))).toBe(
    'forbidden',
  )
  done(await changeRule(by(owner), rule_id, { ...rule, tell: ['admin@example.org'], escalate_minutes: 5 }))
  expect((await apiAlertRules(owner)).rules).toContainEqual(
    expect.objectContaining({
      rule_id,
      tell: [{ did: 'did:test:person:admin', name: 'Person admin' }],
      changed_by: { did: 'did:test:person:owner', name: 'Person owner' },
    }),
  )
  expect(failureOf(await changeRule(by(owner), rule_id, { ...rule, tell: ['nobody@example.org'] }))).toBe(
    'invalid tell[0]',
  )
  done(await deleteRule(by(owner), rule_id))
  expect(failureOf(await deleteRule(by(owner), rule_id))).toBe('not_found')
})

const cpuRule = {
  ...{ scope: 'all' as const, label: null, node_did: null, keep_minutes: 0 },
  ...{ during_jobs: false, during_windows: false },
  condition: {
    ...{ kind: 'metric' as const, metric: 'cpu_usage_percent', over: true, limit: 90, recovery: null },
    ...{ minutes: 4, of: 5 },
  },
}

it('a preview counts what would have fired in roll-ups, on the nodes that the viewer may see', async () => {
  const day = 1_440
  // A bucket that has only what fired before would fire as well.
  await fleet.db.query(`DELETE FROM health_reports`)
  for (const node of [open, hidden])
    await writeReports(
      fleet.db,
      Array.from({ length: 60 }, (_, minute) => ({
        ...{ node, ago: 3 * day - minute },
        cpu: minute >= 20 && minute < 40 ? 95 : 10,
      })),
    )
  await writeReports(
    fleet.db,
    [open, hidden].map((node) => ({ node, ago: 8, cpu: 10 })),
  )
  await rollUp(fleet.db, new Date(Date.now() + 600_000), 60_000)
  const seen = await previewRule(operator, cpuRule)
  expect(seen).toMatchObject({ exact: false, nodes: 1, seen: 1, told: 1 })
  expect(seen.rows.map(({ did, spans }) => [did, spans.length])).toEqual([[open, 1]])
  const [span] = seen.rows[0]?.spans ?? []
  expect(((span?.to ?? 0) - (span?.from ?? 0)) / 60).toBeGreaterThanOrEqual(15)
  expect(((span?.to ?? 0) - (span?.from ?? 0)) / 60).toBeLessThanOrEqual(25)
  expect(seen.limits).toEqual([
    { limit: 85, told: 1 },
    { limit: 90, told: 1 },
    { limit: 95, told: 0 },
    { limit: 100, told: 0 },
  ])
  expect(await previewRule(owner, cpuRule)).toMatchObject({ nodes: 2, told: 1, rows: [{}, {}] })

  const status = { kind: 'status', status: 'Error', minutes: 1, of: 1 } as const
  expect(await previewRule(operator, { ...cpuRule, condition: status })).toMatchObject({ told: 0, rows: [] })
  const silence = { kind: 'silence', minutes: 60 } as const
  expect(await previewRule(operator, { ...cpuRule, condition: silence })).toMatchObject({
    rows: [{ did: open }],
  })
})

it('a preview leaves out what a maintenance window or a job would have held back, unless the rule notifies then', async () => {
  const counts = async (more: object = {}) => {
    const { told, unheard, rows, limits } = await previewRule(operator, { ...cpuRule, ...more })
    return [told, unheard, rows.length, limits.map((one) => one.told).join()]
  }
  // The test before has its one breach three days ago.
  const [from, to] = [-3 * 1_440 + 15, -3 * 1_440 + 60]
  expect(await counts()).toEqual([1, 0, 1, '1,1,0,0'])
  await testWindow(fleet.db, open, [from, to])
  expect(await counts()).toEqual([0, 1, 1, '0,0,0,0'])
  expect(await counts({ during_windows: true })).toEqual([1, 0, 1, '1,1,0,0'])
  await fleet.db.query(`TRUNCATE node_windows`)
  const entry = (status: string, minutes: number) => ({
    ...{ status, timestamp: new Date(Date.now() + minutes * 60_000).toISOString() },
  })
  await pastGuards(
    `INSERT INTO maintenance_jobs (job_id, requester_did, target_node_did, task_name, status, created_at, completed_at, status_history)
     VALUES (gen_random_uuid(), 'did:test:person:operator', $1, 'update', 'Completed', now() - interval '4 days', now(), $2)`,
    [open, JSON.stringify([entry('Approved', -5_000), entry('Running', from), entry('Completed', to)])],
  )
  expect(await counts()).toEqual([0, 1, 1, '0,0,0,0'])
  expect(await counts({ during_jobs: true })).toEqual([1, 0, 1, '1,1,0,0'])
})

it('a preview of a diagnosis counts each report, of the nodes that the viewer may see', async () => {
  await fleet.db.query(`DELETE FROM health_reports`)
  for (const node of [open, hidden])
    await writeReports(
      fleet.db,
      Array.from({ length: 30 }, (_, minute) => ({
        ...{ node, ago: 1_000 - minute },
        ...(minute >= 10 && minute < 14 ? { code: 'DISK_FULL' } : minute === 20 ? { code: 'OTHER' } : {}),
      })),
    )
  const rule = {
    ...{ scope: 'all' as const, label: null, node_did: null, keep_minutes: 0 },
    ...{ during_jobs: false, during_windows: false },
    condition: { kind: 'diagnosis' as const, code: 'DISK_FULL', minutes: 2, of: 3 },
  }
  const seen = await previewRule(operator, rule)
  expect(seen).toMatchObject({ nodes: 1, seen: 1, told: 1, exact: true, limits: [] })
  expect(seen.rows.map(({ did, spans }) => [did, spans.map(({ from, to }) => (to ?? 0) - from)])).toEqual([
    [open, [240]],
  ])
  const any = { ...rule.condition, code: null, minutes: 1, of: 1 }
  expect((await previewRule(operator, { ...rule, condition: any })).rows[0]?.spans).toHaveLength(2)
  const none = { ...rule.condition, code: 'NONE' }
  expect(await previewRule(operator, { ...rule, condition: none })).toMatchObject({ told: 0, rows: [] })
  expect((await previewRule(owner, rule)).rows).toHaveLength(2)
})

it('counts alerts by week, and in the tabs, on nodes that the viewer may see', async () => {
  await fleet.db.query(`DELETE FROM alert_rules`)
  const rule = await testRule(fleet.db)
  await fleet.db.query(`UPDATE alert_rules SET created_at = now() - interval '18 days'`)
  const alert = (node: string, days: number, ended: boolean): Promise<unknown> =>
    fleet.db.query(
      `WITH made AS (INSERT INTO alert_groups (rule_id, opened_at, closed_at)
                     VALUES ($1, now() - $3 * interval '1 day', CASE WHEN $4 THEN now() END) RETURNING group_id, rule_id)
       INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at, ended_at, closed_at)
       SELECT group_id, rule_id, $2, now(), now(), CASE WHEN $4 THEN now() END, CASE WHEN $4 THEN now() END FROM made`,
      [rule, node, days, ended],
    )
  await alert(open, 8, true)
  await alert(open, 1, false)
  await alert(hidden, 2, false)
  const firedFor = async (viewer: PersonViewer) => (await apiAlertRules(viewer)).rules[0]?.fired
  expect(await firedFor(operator)).toEqual({ weeks: [null, 0, 1, 1], ever: true, noisy: false })
  expect(await firedFor(owner)).toMatchObject({ weeks: [null, 0, 1, 2] })
  expect(await alertCounts(operator)).toEqual({ firing: 1, silenced: 0, rules: 1 })
  expect(await alertCounts(owner)).toEqual({ firing: 2, silenced: 0, rules: 1 })
  await fleet.db.query(
    `INSERT INTO alert_silences (node_did, reason, created_by, ends_at) VALUES ($1, 'test', 'owner', now() + interval '1 hour')`,
    [open],
  )
  expect(await alertCounts(operator)).toEqual({ firing: 0, silenced: 1, rules: 1 })
  await fleet.db.query(`DELETE FROM alert_silences; DELETE FROM alert_groups`)
  expect(await firedFor(operator)).toEqual({ weeks: [null, 0, 0, 0], ever: false, noisy: false })
})
