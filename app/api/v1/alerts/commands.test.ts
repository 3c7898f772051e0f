import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createChannel } from '@/lib/notices/services/create-channel'
import { testWindow } from '@/test/alerts'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { bearerOf } from '@/test/query-server'
import { done } from '@/test/result'
import { hakim, serveCommands } from '@/test/server-commands'
import { tempDir } from '@/test/temp-folder'
import * as rule from '../alert-rules/[ruleId]/route'
import * as testRule from '../alert-rules/[ruleId]/test/route'
import * as rules from '../alert-rules/route'
import * as silences from '../alert-silences/route'
import * as testChannel from '../channels/[channelId]/test/route'
import * as channels from '../channels/route'
import * as acknowledge from './[alertId]/acknowledge/route'
import * as alerts from './route'

// The commands of a terminal against the routes and the database of a server: what one sends, the other takes.

let fleet: TestFleet
let server: Awaited<ReturnType<typeof serveCommands>>
let tokens: Record<'admin' | 'operator', string>
let channelId: string
const node = 'did:test:node:alerts'

const none = { params: Promise.resolve({}) }
const ofRule = (ruleId: string) => ({ params: Promise.resolve({ ruleId }) })

beforeAll(async () => {
  server = await serveCommands({
    'GET /api/v1/alerts': (request) => alerts.GET(request, none),
    'POST /api/v1/alerts/[]/acknowledge': (request, alertId) =>
      acknowledge.POST(request, { params: Promise.resolve({ alertId }) }),
    'POST /api/v1/alert-silences': (request) => silences.POST(request, none),
    'GET /api/v1/alert-rules': (request) => rules.GET(request, none),
    'POST /api/v1/alert-rules': (request) => rules.POST(request, none),
    'PUT /api/v1/alert-rules/[]': (request, id) => rule.PUT(request, ofRule(id)),
    'DELETE /api/v1/alert-rules/[]': (request, id) => rule.DELETE(request, ofRule(id)),
    'POST /api/v1/alert-rules/[]/test': (request, id) => testRule.POST(request, ofRule(id)),
    'GET /api/v1/channels': (request) => channels.GET(request, none),
    'POST /api/v1/channels/[]/test': (request, id) =>
      testChannel.POST(request, { params: Promise.resolve({ channelId: id }) }),
  })
  fleet = server.fleet
  const admin = await testPerson(fleet.db, 'admin', 'admin')
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  await testNode(fleet.db, node)
  const made = done(await createChannel({ db: fleet.db, viewer: admin }, { kind: 'mail', name: 'My mail' }))
  channelId = made.channel_id
  tokens = {
    admin: await bearerOf(fleet, { personId: admin.id }),
    operator: await bearerOf(fleet, { personId: operator.id }),
  }
})
afterAll(() => server.close())
beforeEach(() => fleet.db.query(`DELETE FROM alert_rules`))

const as = (who: 'admin' | 'operator', ...argv: string[]): Promise<string> => {
  vi.stubEnv('HAKIM_TOKEN', tokens[who])
  return hakim(...argv)
}

const fileOf = (content: unknown): string => {
  const file = join(tempDir(), 'rules.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const cpu = { condition: { kind: 'metric', metric: 'cpu_usage_percent', limit: 90 }, keep_minutes: 0 }

it('applies rules of a file, lists them in a form that can be edited and applied again, and removes them', async () => {
  const file = fileOf([cpu, { ...cpu, scope: 'node', node_did: node }])
  expect(await as('admin', 'alert', 'rule', 'apply', file)).toMatch(/^Created \S+\.\nCreated \S+\.$/)
  const listed = await as('operator', 'alert', 'rule', 'list', '--json')
  const { rules: both } = JSON.parse(listed)
  const changed = fileOf(listed.replaceAll('"limit":90', '"limit":95'))
  expect(await as('admin', 'alert', 'rule', 'apply', changed)).toMatch(/^Replaced \S+\.\nReplaced \S+\.$/)
  expect(await as('operator', 'alert', 'rule', 'list')).toBe(
    both
      .map(
        ({ rule_id, node_did }: { rule_id: string; node_did: string | null }) =>
          `${rule_id}  warning  CPU over 95% on ${node_did === null ? 'all nodes' : node}.  never fired`,
      )
      .join('\n'),
  )
  const [{ rule_id: first }] = both
  expect(await as('admin', 'alert', 'rule', 'remove', first)).toBe(`Removed ${first}.`)
  expect(JSON.parse(await as('operator', 'alert', 'rule', 'list', '--json')).rules).toHaveLength(1)
})

it('says what is wrong with a file, and who may set rules', async () => {
  await expect(as('admin', 'alert', 'rule', 'apply', fileOf('no JSON'))).rejects.toThrow(/cannot be read/)
  await expect(as('admin', 'alert', 'rule', 'apply', fileOf(7))).rejects.toThrow(/holds no alert rules/)
  await expect(as('admin', 'alert', 'rule', 'apply', fileOf({}))).rejects.toThrow(/not saved/)
  await expect(as('admin', 'alert', 'rule', 'apply', fileOf([cpu, { ...cpu, keep: 1 }]))).rejects.toThrow(
    /not saved\. Rule 2 of .*: .*keep/,
  )
  expect(await as('admin', 'alert', 'rule', 'list')).toBe('There are no alert rules.')
  await expect(as('operator', 'alert', 'rule', 'apply', fileOf(cpu))).rejects.toThrow(/Only an administrator/)
})

it('lists, acknowledges and silences what fires', async () => {
  const saved = await as('admin', 'alert', 'rule', 'apply', fileOf(cpu), '--json')
  const { rule_id } = JSON.parse(saved).rules[0]
  const [row] = await fleet.db.query<{ group_id: string }[]>(
    `WITH made AS (INSERT INTO alert_groups (rule_id) VALUES ($1) RETURNING group_id, rule_id)
     INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at)
     SELECT group_id, rule_id, $2, '2026-11-30T10:00:00Z', now() FROM made RETURNING group_id`,
    [rule_id, node],
  )
  const id = row?.group_id ?? ''
  const line = `${id}  firing  warning  2026-11-30T10:00:00.000Z  ${node}  CPU over 90% on all nodes.`
  expect(await as('operator', 'alert', 'list')).toBe(line)
  await testWindow(fleet.db, node, [-1, 60])
  expect(await as('operator', 'alert', 'list')).toBe('There are no such alerts.')
  const held = await as('operator', 'alert', 'list', '--state', 'silenced')
  expect(held).toMatch(/ silenced .* held back by the maintenance window until \d{4}-\S+Z$/)
  await fleet.db.query(`TRUNCATE node_windows`)
  expect(await as('operator', 'alert', 'ack', id, '--text', 'I look')).toBe(`Acknowledged ${id}.`)
  expect(await as('operator', 'alert', 'list', '--node', node)).toBe(
    `${line}  acknowledged by Person operator`,
  )
  await expect(as('operator', 'alert', 'ack', id)).rejects.toThrow(/already been acknowledged/)
  const silence = ['alert', 'silence', '--node', node, '--for', '2h', '--reason', 'fibre works']
  await expect(as('operator', ...silence)).rejects.toThrow(/Only an approver/)
  expect(await as('admin', ...silence)).toMatch(/^Silenced, by \S+\.$/)
  expect(await as('operator', 'alert', 'list')).toBe('There are no such alerts.')
  expect(await as('operator', 'alert', 'list', '--state', 'silenced')).toContain(id)
  await expect(as('admin', ...silence.slice(0, 4), '--for', 'soon', '--reason', 'x')).rejects.toThrow()
})

it('lists channels, and tests one and a rule, with what came of it', async () => {
  expect(await as('admin', 'channel', 'list')).toMatch(
    new RegExp(`^${channelId} {2}mail {2}own {2}on {2}My mail`),
  )
  expect(await as('operator', 'channel', 'list')).toBe('There are no channels.')
  expect(JSON.parse(await as('admin', 'channel', 'test', channelId, '--json'))).toMatchObject({
    ...{ state: expect.stringMatching(/^(waiting|failed)$/), answer: expect.any(String) },
  })
  const saved = await as('admin', 'alert', 'rule', 'apply', fileOf(cpu), '--json')
  const { rule_id } = JSON.parse(saved).rules[0]
  expect(await as('admin', 'alert', 'rule', 'test', rule_id)).toMatch(
    /^(waiting|failed) {2}mail {2}Person admin/,
  )
})
