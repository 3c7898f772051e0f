import { afterAll, beforeAll, expect, it } from 'vitest'
import { acknowledge } from '@/lib/alerts/services/acknowledge'
import { changeRule, deleteRule } from '@/lib/alerts/services/change-rule'
import { createRule } from '@/lib/alerts/services/create-rule'
import { endSilence, silenceAlerts } from '@/lib/alerts/services/silence'
import { verifyDatabase } from '@/lib/audit/services/verify-audit'
import { factsOf } from '@/lib/history/domain/facts'
import { sentenceOf, sentenceText } from '@/lib/history/domain/sentence'
import { QuietWindowsShortLinks1764000058000 } from '@/migrations/1764000058000-quiet-windows-short-links'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done } from '@/test/result'

let fleet: TestFleet
let admin: Awaited<ReturnType<typeof testPerson>>
beforeAll(async () => {
  fleet = await testFleet(1)
  admin = await testPerson(fleet.db, 'grace', 'admin')
  await testNode(fleet.db, 'did:n:1')
})
afterAll(() => fleet.close())

const by = () => ({ db: fleet.db, viewer: admin })
const cpu = (limit: number) => ({
  condition: { kind: 'metric', metric: 'cpu_usage_percent', limit },
  keep_minutes: 5,
})
const hour = () => new Date(Date.now() + 3_600_000).toISOString()

/** What the log says about alerts, in words. */
async function said(): Promise<string[]> {
  const rows = await fleet.db.query<{ body: string }[]>(
    `SELECT body FROM job_events WHERE body LIKE '%"kind": "alert%' ORDER BY event_id`,
  )
  const none = new Map<string, string>()
  return rows.map(({ body }) =>
    sentenceText(sentenceOf(factsOf({ body, node: null, job: null })).parts, {
      ...{ nodes: none, groups: none, rules: none },
      people: new Map([[admin.did, { name: 'Grace', did: admin.did }]]),
    }),
  )
}

const findings = async (): Promise<string[]> =>
  (await fleet.db.transaction('REPEATABLE READ', (tx) => verifyDatabase(tx, { keys: [] }))).findings.map(
    ({ detail }) => detail,
  )

const firing = async (rule: string): Promise<string> => {
  const [row] = await fleet.db.query<{ group_id: string }[]>(
    `WITH made AS (INSERT INTO alert_groups (rule_id) VALUES ($1) RETURNING group_id, rule_id)
     INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at)
     SELECT group_id, rule_id, 'did:n:1', now(), now() FROM made RETURNING group_id`,
    [rule],
  )
  return row?.group_id ?? ''
}

it('who made, changed and removed rules, silenced and acknowledged is in the log, with before and after', async () => {
  const { rule_id } = done(await createRule(by(), cpu(90)))
  done(await changeRule(by(), rule_id, cpu(95)))
  const group = await firing(rule_id)
  done(await acknowledge(by(), group, { text: 'I look' }))
  // What the evaluator notes is none of it.
  await fleet.db.query(`UPDATE alert_groups SET told_at = now(), closed_at = now()`)
  const { silence_id } = done(
    await silenceAlerts(by(), { rule_id, node_did: 'did:n:1', reason: 'fibre works', until: hour() }),
  )
  done(await endSilence(by(), silence_id))
  done(await deleteRule(by(), rule_id))
  expect(await said()).toEqual([
    'Grace created the alert rule “CPU over 90% on all nodes; keeps firing for 5 min”',
    expect.stringMatching(
      /^Grace changed the alert rule “CPU over 95% .*: .*condition \{.*"limit":90.*\} → \{.*"limit":95.*\}/,
    ),
    'Grace acknowledged an alert: I look',
    expect.stringMatching(/^Grace silenced one alert rule on did:n:1 until .*: fibre works$/),
    'Grace ended the silence of one alert rule on did:n:1',
    'Grace deleted the alert rule “CPU over 95% on all nodes; keeps firing for 5 min”',
  ])
  expect(await findings()).toEqual([])
})

const edits = [
  [
    'alert_rules',
    `UPDATE alert_rules SET tell = ARRAY['nobody']`,
    /^alert_rules .* has tell \["nobody"\], but/,
  ],
  [
    'alert_rules',
    `INSERT INTO alert_rules SELECT gen_random_uuid(), 'all', NULL, NULL, '{}', 0, 'info', NULL, NULL, NULL, false, false, 'x'`,
    /^alert_rules .* is not in the log/,
  ],
  ['alert_silences', `DELETE FROM alert_silences`, /^alert_silences .* is gone/],
  ['alert_silences', `UPDATE alert_silences SET reason = 'none'`, /^alert_silences .* has reason "none"/],
  [
    'alert_groups',
    `UPDATE alert_groups SET acknowledged_by = 'mallory'`,
    /^alert_groups .* has acknowledged_by "mallory"/,
  ],
  ['alert_groups', `UPDATE alert_groups SET acknowledged_at = NULL`, /^alert_groups .* is gone/],
] as const

it.each(edits)('an edit of %s past its triggers is found: %s', async (table, edit, expected) => {
  const { rule_id } = done(await createRule(by(), cpu(90)))
  done(await acknowledge(by(), await firing(rule_id), { text: '' }))
  done(await silenceAlerts(by(), { rule_id, reason: 'fibre works', until: hour() }))
  await fleet.db.query(
    `CREATE TEMP TABLE kept AS SELECT * FROM ${table}; ALTER TABLE ${table} DISABLE TRIGGER USER`,
  )
  try {
    await fleet.db.query(edit)
    expect(await findings()).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
  } finally {
    await fleet.db.query(`SET session_replication_role = replica`)
    await fleet.db.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`)
    await fleet.db.query(`SET session_replication_role = DEFAULT; ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }
  expect(await findings()).toEqual([])
})

it('a rule from before it had maintenance windows notifies in them, and its log fits', async () => {
  const older = await testFleet(2)
  const findingsOf = async (): Promise<string[]> =>
    (await older.db.transaction('REPEATABLE READ', (tx) => verifyDatabase(tx, { keys: [] }))).findings.map(
      ({ detail }) => detail,
    )
  const person = await testPerson(older.db, 'grace', 'admin')
  const runner = older.db.createQueryRunner()
  const upgrade = new QuietWindowsShortLinks1764000058000()
  await upgrade.down(runner)
  const rules = await older.db.query<{ rule_id: string }[]>(
    `INSERT INTO alert_rules (scope, condition, keep_minutes, severity, during_jobs, enabled, created_by)
     SELECT 'all', '{"kind": "silence", "minutes": null}', n, 'info', false, true, 'grace' FROM generate_series(1, 2) n RETURNING rule_id`,
  )
  await upgrade.up(runner)
  await runner.release()
  expect(await older.db.query(`SELECT during_windows FROM alert_rules`)).toEqual([
    { during_windows: true },
    { during_windows: true },
  ])
  expect(await findingsOf()).toEqual([])
  const silent = { kind: 'silence', minutes: null }
  done(
    await changeRule({ db: older.db, viewer: person }, rules[0]?.rule_id ?? '', {
      ...{ condition: silent, during_windows: false },
    }),
  )
  expect(await findingsOf()).toEqual([])
  await older.db.query(
    `SET session_replication_role = replica; UPDATE alert_rules SET during_windows = NOT during_windows;
     SET session_replication_role = DEFAULT`,
  )
  expect(await findingsOf()).toEqual([
    expect.stringMatching(/has during_windows (true|false), but/),
    expect.stringMatching(/has during_windows (true|false), but/),
  ])
  await older.close()
})

it('the upgrade states what there was before it, once and for all', async () => {
  const older = await testFleet(1)
  const findingsOf = async (): Promise<string[]> =>
    (await older.db.transaction('REPEATABLE READ', (tx) => verifyDatabase(tx, { keys: [] }))).findings.map(
      ({ detail }) => detail,
    )
  const past = (sql: string): Promise<unknown> =>
    older.db.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = DEFAULT`)
  await testPerson(older.db, 'grace', 'admin')
  await past(`INSERT INTO alert_rules (scope, condition, keep_minutes, severity, during_jobs, enabled, created_by)
              SELECT 'all', '{}', n, 'info', false, true, 'grace' FROM generate_series(1, 600) n`)
  expect(await findingsOf()).toContainEqual(expect.stringMatching(/^alert_rules .* is not in the log/))
  await older.db.query(`SELECT hakim_log_alert_state()`)
  expect(await findingsOf()).toEqual([])
  await past(`UPDATE alert_rules SET severity = 'critical' WHERE keep_minutes = 7`)
  expect(await findingsOf()).toEqual([expect.stringMatching(/^alert_rules .* has severity "critical"/)])
  await past(`UPDATE alert_rules SET severity = 'info' WHERE keep_minutes = 7`)
  await older.db.query(`DELETE FROM alert_rules WHERE keep_minutes = 600`)
  expect(await findingsOf()).toEqual([])
  await older.db.query(`SELECT hakim_log_alert_state()`)
  expect(await findingsOf()).toContainEqual(
    'the log states which alert rules there were, but had begun already',
  )
  await older.close()
})
