import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createHakimClient } from '@/lib/client/client'
import { hakim } from '../hakim'
import { databaseFixture } from './database-fixture'
import { expectDescribed } from './described'
import { send } from './endpoint'
import { reportedFinding } from './endpoint-audit'
import { email, node, type ServerFixture } from './server-fixture'

// endpoints.test.ts checks every answer against its description; these tests do the same with more data stored.

let server: ServerFixture
beforeAll(async () => {
  server = await databaseFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const here = `/nodes/${encodeURIComponent(node)}`
const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

/** Makes a call and checks its answer against the description of the route. */
async function ask(who: string, method: string, path: string, route: string, body?: unknown) {
  const response = await send(server, who, { method, path: `/api/v1${path}`, body })
  return { status: response.status, answer: await expectDescribed(`${method} /api/v1${route}`, response) }
}

const shownJob = z.object({ job_id: z.string(), approval_hash: z.string() })
const claimed = z.object({ claim_token: z.string(), job: z.object({ job_id: z.string() }) })

test('reports, and the node and series that they make', async () => {
  const report = (minutes: number, more: object) => ({
    ...{ report_id: randomUUID(), target_node_did: node, timestamp: hour(-minutes / 60), status: 'Warning' },
    ...more,
  })
  const sent = await ask('agent', 'POST', '/reports', '/reports', [
    report(3, { metrics: { cpu_usage_percent: 3.5, odd: 'text' }, diagnosis: { code: 'HIGH_CPU_LOAD' } }),
    report(90, { metrics: { cpu_usage_percent: 1 } }),
    { target_node_did: node, status: 7 },
  ])
  expect(sent.answer).toMatchObject({ accepted: 2, rejected: [{ index: 2 }], warnings: [{ index: 0 }] })
  await server.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, '-infinity', 'Odd', '[1]')`,
    [node],
  )
  const shown = await ask('operator', 'GET', here, '/nodes/[did]')
  expect(shown.answer).toMatchObject({ status: 'Warning', metrics: { cpu_usage_percent: 3.5 } })
  const listed = await ask('operator', 'GET', `${here}/reports`, '/nodes/[did]/reports')
  expect(listed.answer).toMatchObject({ reports: [{}, {}, { status: 'Odd', timestamp: null }] })
  for (const range of [`from=${hour(-4)}&to=${hour(-1)}`, `from=${hour(-1)}&to=${hour(1)}`]) {
    const series = await ask('agent', 'GET', `${here}/series?${range}`, '/nodes/[did]/series')
    expect(series.answer).toMatchObject({ series: { cpu_usage_percent: { unit: expect.any(String) } } })
  }
  const compared = `/series?nodes=${encodeURIComponent(node)}&metrics=cpu_usage_percent,odd&from=${hour(-4)}&to=${hour(1)}&previous=true`
  expect((await ask('operator', 'GET', compared, '/series')).answer).toMatchObject({
    nodes: [{ node, series: { cpu_usage_percent: { unit: '%' } }, previous: { t: expect.any(Array) } }],
  })
  for (const wrong of [
    '',
    '&nodes=did:a&label=a:b',
    `&nodes=${Array.from({ length: 51 }, (_, n) => `did:a:${n}`)}`,
  ])
    expect(
      (await ask('operator', 'GET', `/series?metrics=x&from=now-1h&to=now${wrong}`, '/series')).status,
    ).toBe(400)
  expect((await ask('operator', 'GET', '/nodes?limit=1', '/nodes')).answer).toMatchObject({ nodes: [{}] })
  const query = await ask('operator', 'GET', '/nodes?limit=0', '/nodes')
  expect(query).toMatchObject({ status: 400, answer: { errors: [{ path: 'limit' }] } })
})

test('a job with a window, from its request to its end', async () => {
  const request = {
    ...{ target_node_did: node, task_name: 'look', params: { deep: [{ a: null }] }, reason: 'To see' },
    window: { start: hour(-1), end: hour(2), time_zone: 'Africa/Dakar' },
    idempotency_key: randomUUID(),
  }
  const first = await ask('requester', 'POST', '/jobs', '/jobs', request)
  expect(first.status).toBe(201)
  const again = await ask('requester', 'POST', '/jobs', '/jobs', request)
  expect(again).toEqual({ status: 200, answer: first.answer })
  const { job_id, approval_hash } = shownJob.parse(first.answer)
  const act = (who: string, verb: string, body: object) =>
    ask(who, 'POST', `/jobs/${job_id}/${verb}`, `/jobs/[jobId]/${verb}`, body)
  expect((await act('owner', 'approve', { approval_hash })).answer).toEqual({
    status: 'Approved',
    lacks: null,
  })
  const gone = await act('owner', 'approve', { approval_hash })
  expect(gone).toMatchObject({ status: 409, answer: { present: 'Approved' } })
  const claim = await ask('agent', 'POST', '/jobs/claim', '/jobs/claim')
  expect(claim.answer).toMatchObject({ job: { job_id, window: { time_zone: 'Africa/Dakar' } } })
  const { claim_token } = claimed.parse(claim.answer)
  const log = [
    { at: hour(0), stream: 'stdout', line: 'a \u001b[32mline' },
    { at: hour(0), stream: 'stderr', line: 'b' },
  ]
  expect((await act('agent', 'progress', { claim_token, percent: 5, log })).answer).toMatchObject({
    cancel_requested: false,
  })
  expect((await act('requester', 'cancel', {})).answer).toEqual({ status: 'Running', cancel_requested: true })
  expect((await act('agent', 'complete', { claim_token, result: [1] })).answer).toEqual({
    status: 'Completed',
  })
  expect((await ask('operator', 'GET', `/jobs/${job_id}`, '/jobs/[jobId]')).answer).toMatchObject({
    ...{ result: [1], progress: { percent: 5 }, status_history: [{}, {}, {}, {}, {}] },
  })
  const page = `/jobs/${job_id}/log?limit=1`
  expect((await ask('agent', 'GET', page, '/jobs/[jobId]/log')).answer).toMatchObject({
    ...{ job_id, lines: [{ stream: 'stdout', line: 'a \u001b[32mline' }] },
    next_after: expect.any(Number),
  })
  const text = await send(server, 'operator', { method: 'GET', path: `/api/v1/jobs/${job_id}/log.txt` })
  expect(text.headers.get('content-disposition')).toBe(`attachment; filename="job-${job_id}.log"`)
  expect((await text.text()).split('\n').map((line) => line.slice(24))).toEqual([' out a line', ' err b', ''])
  // From a program that knows only the given tables.
  await server.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, 'did:a:sql', 'look', NULL, 'PendingApproval')`,
    [node],
  )
  expect((await ask('operator', 'GET', '/jobs?limit=2', '/jobs')).answer).toMatchObject({ jobs: [{}, {}] })
})

// A client that knows only the description (lib/client, made by openapi-typescript). The compiler checks what it
// sends and reads: nothing here is cast.
const clientOf = (who: string) =>
  createHakimClient({ server: server.hakim.url, token: server.tokens.get(who) })

/** The data of an answer; a failure ends the test with its detail. */
function dataOf<T>({ data, error }: { data?: T; error?: { detail: string } }): T {
  if (data === undefined) throw new Error(error?.detail ?? 'no answer')
  return data
}

test('a client that knows only the description takes a job from its request to its end', async () => {
  const [requester, owner, agent] = ['requester', 'owner', 'agent'].map(clientOf)
  if (!requester || !owner || !agent) throw new Error('no client')

  const me = dataOf(await agent.GET('/api/v1/agent'))
  expect(me.node_did).toBe(node)
  const did = { path: { did: me.node_did } }
  const offer = { tasks: [{ name: 'look_closely', title: 'Look closely' }] }
  expect(dataOf(await agent.PUT('/api/v1/nodes/{did}/tasks', { params: did, body: offer })).tasks).toBe(1)

  const request = {
    target_node_did: node,
    task_name: 'look_closely',
    reason: 'To see',
    idempotency_key: randomUUID(),
  }
  const requested = await requester.POST('/api/v1/jobs', { body: request })
  const job = dataOf(requested)
  expect([requested.response.status, job.status]).toEqual([201, 'PendingApproval'])
  expect(dataOf(await requester.POST('/api/v1/jobs', { body: request })).job_id).toBe(job.job_id)

  const params = { path: { job_id: job.job_id } }
  const { approval_hash } = job
  const own = await requester.POST('/api/v1/jobs/{job_id}/approve', { params, body: { approval_hash } })
  expect([own.response.status, own.error?.type]).toEqual([403, 'urn:hakim:problem:forbidden'])
  const approved = await owner.POST('/api/v1/jobs/{job_id}/approve', { params, body: { approval_hash } })
  expect(dataOf(approved)).toEqual({ status: 'Approved', lacks: null })

  const { data: claim } = await agent.POST('/api/v1/jobs/claim')
  if (!claim || !('claim_token' in claim)) throw new Error('nothing to claim')
  expect([claim.job.job_id, claim.job.approval_hash]).toEqual([job.job_id, approval_hash])
  const { claim_token } = claim
  const progress = { claim_token, percent: 50, message: 'Half of it' }
  const beat = await agent.POST('/api/v1/jobs/{job_id}/progress', { params, body: progress })
  expect(dataOf(beat).cancel_requested).toBe(false)
  const body = { claim_token, result: { seen: true } }
  const completed = await agent.POST('/api/v1/jobs/{job_id}/complete', { params, body })
  expect(dataOf(completed).status).toBe('Completed')

  const ended = dataOf(await owner.GET('/api/v1/jobs/{job_id}', { params }))
  if ('restricted' in ended) throw new Error('the node is not restricted')
  expect(ended.progress).toEqual({ percent: 50, message: 'Half of it' })
  expect(ended.result).toEqual({ seen: true })
  const { jobs, next_cursor } = dataOf(
    await owner.GET('/api/v1/jobs', {
      params: { query: { status: 'Completed', task: 'look_closely', limit: 1 } },
    }),
  )
  expect([jobs.map(({ job_id }) => job_id), next_cursor]).toEqual([[job.job_id], null])
})

test('public calls need no token, and the description matches the one that the client was made from', async () => {
  const anyone = createHakimClient({ server: server.hakim.url })
  expect(dataOf(await anyone.GET('/api/health/live')).status).toBe('live')
  expect(dataOf(await anyone.GET('/api/health/ready')).status).toBe('ready')
  const { openapi, paths: described } = dataOf(await anyone.GET('/api/v1/openapi.json'))
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(described)).toContain('/api/v1/jobs/{job_id}/approve')
  const jobs = await anyone.GET('/api/v1/jobs')
  expect([jobs.response.status, jobs.error?.title]).toEqual([401, 'Sign-in needed'])
})

// Last: this rule counts for every later job.
test('groups, rules and everything that decides on a node', async () => {
  const owner = { person: email('breaker'), reason: 'She is on duty.' }
  const asked = await ask('admin', 'POST', `${here}/owners`, '/nodes/[did]/owners', owner)
  expect(asked).toMatchObject({ status: 202, answer: { added: false, change: { state: 'waiting' } } })
  expect((await ask('admin', 'POST', `${here}/owners`, '/nodes/[did]/owners', owner)).status).toBe(409)
  const { change } = z.object({ change: z.object({ change_id: z.string() }) }).parse(asked.answer)
  const agree = `/consent-changes/${change.change_id}/agree`
  expect((await ask('admin', 'POST', agree, '/consent-changes/[changeId]/agree', {})).status).toBe(403)
  expect(await ask('owner', 'POST', agree, '/consent-changes/[changeId]/agree', {})).toMatchObject({
    ...{ status: 200, answer: { change: { state: 'done' } } },
  })
  expect((await ask('admin', 'POST', `${here}/owners`, '/nodes/[did]/owners', owner)).status).toBe(200)
  const name = 'Night watch'
  const group = await ask('admin', 'POST', '/groups', '/groups', { name })
  expect(group).toMatchObject({ status: 201, answer: { name } })
  expect((await ask('admin', 'POST', '/groups', '/groups', { name })).status).toBe(409)
  const member = { person: email('stranger') }
  const members = `/groups/${encodeURIComponent(name)}/members`
  expect((await ask('admin', 'POST', members, '/groups/[group]/members', member)).status).toBe(201)
  expect((await ask('admin', 'POST', members, '/groups/[group]/members', member)).status).toBe(200)
  const rule = { name: 'Careful', least_risk: 'high', owners: 2, groups: [{ group: name, votes: 1 }] }
  // Nodes on which nobody could meet it have to be named.
  const unmet = await ask('admin', 'POST', '/rules', '/rules', rule)
  expect(unmet.status).toBe(409)
  const { nodes } = z
    .object({ nodes: z.array(z.object({ node_did: z.string() })).min(1) })
    .parse(unmet.answer)
  const confirm = nodes.map(({ node_did }) => node_did)
  expect(
    (await ask('admin', 'POST', '/rules', '/rules', { ...rule, confirm: confirm.slice(1) })).status,
  ).toBe(409)
  expect(await ask('admin', 'POST', '/rules', '/rules', { ...rule, confirm })).toMatchObject({
    ...{ status: 201, answer: { name: 'Careful' } },
  })
  const window = { name: 'Nights', weekdays: [1, 7], start: '02:00', duration_minutes: 60, time_zone: 'UTC' }
  await ask('owner', 'POST', `${here}/windows`, '/nodes/[did]/windows', window)
  for (const path of ['/groups', '/rules'])
    expect((await ask('operator', 'GET', path, path)).answer).toMatchObject({ [path.slice(1)]: [{}] })
  expect((await ask('operator', 'GET', `${here}/consent`, '/nodes/[did]/consent')).answer).toMatchObject({
    ...{
      owners: [{}, {}].map(() => expect.any(String)),
      delegations: [{}],
      windows: [{}],
      rules: ['Careful'],
    },
  })
})

test('the audit log in words, and one’s own part of it', async () => {
  const all = z.object({
    entries: z.array(z.object({ sentence: z.string(), hash_matches: z.literal(true) })),
  })
  const read = async (who: string, query: string) =>
    all
      .parse((await ask(who, 'GET', `/audit?${query}`, '/audit')).answer)
      .entries.map(({ sentence }) => sentence)
  const rights = await read('admin', 'kind=node_owners+insert')
  expect(rights).toContain('The owner made The breaker an owner of endpoint')
  expect(await read('requester', 'kind=node_owners+insert')).toEqual([])
  expect((await read('owner', `node=${encodeURIComponent(node)}`)).length).toBeGreaterThan(0)
  expect((await ask('admin', 'GET', '/audit?limit=1', '/audit')).answer).toMatchObject({
    next_cursor: expect.stringMatching(/^\d+$/),
  })
  for (const [query, path] of [
    ['kind=Nonsense', 'kind'],
    ['person=did:nobody:1', 'person'],
    ['node=did:nowhere:1', 'node'],
    ['cursor=x', 'cursor'],
    ['status=all', ''],
  ])
    expect(await ask('admin', 'GET', `/audit?${query}`, '/audit'), query).toMatchObject({
      status: 400,
      answer: { errors: [{ path }] },
    })
})

test('the export of the audit log is what the command line writes', async () => {
  const response = await send(server, 'admin', { method: 'GET', path: '/api/v1/audit/export' })
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  const [header = '', ...lines] = (await response.text()).trimEnd().split('\n')
  const written = (await hakim(server.hakim.env, ['audit', 'export'])).split('\n')
  const { exported_at: _, ...head }: Record<string, unknown> = JSON.parse(header)
  expect(JSON.parse(written[0] ?? '')).toMatchObject(head)
  expect(head).toMatchObject({ type: 'hakim-audit', version: 2, key: expect.stringMatching(/^did:key:/) })
  // What has happened since is in the later one alone.
  const end: unknown = JSON.parse(lines.pop() ?? '')
  expect(end).toMatchObject({
    type: 'end',
    events: lines.filter((line) => line.includes('"type":"event"')).length,
  })
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.filter((line) => !written.includes(line))).toEqual([])
})

test('a verification runs in the background, one at a time, and its result stays', async () => {
  const verify = async (method: string) => ask('admin', method, '/audit/verify', '/audit/verify')
  const started = z.object({ run_id: z.int() }).parse((await verify('POST')).answer)
  // The second one comes before the clock takes the first, or while it runs, or after it.
  expect([201, 409]).toContain((await verify('POST')).status)
  const runs = z.object({
    current: z.unknown(),
    last: z.object({ run_id: z.int(), outcome: z.string(), report: z.object({ found: z.int() }) }).nullable(),
  })
  const result = async () => runs.parse((await verify('GET')).answer)
  await expect.poll(async () => (await result()).current, { timeout: 60_000 }).toBeNull()
  const { last } = await result()
  expect(last).toMatchObject({ outcome: 'done', report: { found: 0 } })
  expect(last?.run_id).toBeGreaterThanOrEqual(started.run_id)
  expect((await verify('DELETE')).answer).toEqual({ stopping: false })

  const id = await reportedFinding(server)
  const notes = [`/audit/findings/${id}/notes`, '/audit/findings/[finding]/notes'] as const
  expect(await ask('admin', 'POST', ...notes, { note: ' ' })).toMatchObject({
    status: 400,
    answer: { errors: [{ path: 'note', message: 'must say what you did' }] },
  })
  expect((await ask('admin', 'POST', ...notes, { note: ' Restored it. ' })).status).toBe(201)
  const noted = { note: 'Restored it.', actor_did: 'did:endpoint:admin' }
  expect((await verify('GET')).answer).toMatchObject({
    last: { report: { findings: [{ id, notes: [noted] }] } },
  })
})
