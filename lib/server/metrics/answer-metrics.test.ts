import { request, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetConfig } from '@/lib/config'
import type { Scope } from '@/lib/kernel/scope'
import naughty from '@/test/data/naughty-strings/blns.json'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { limitedToken, testToken } from '@/test/http-server'
import { startMetricsServer } from '@/test/metrics-server'
import { metricsToken } from '@/test/metrics-token'
import { silentProxy } from '@/test/silent-proxy'
import { pageRoutes } from './route-label'
import { createMetricsServer } from './serve-metrics'

const node = 'did:test:a'
let fleet: TestFleet
let proxy: Awaited<ReturnType<typeof silentProxy>>
let server: Awaited<ReturnType<typeof startMetricsServer>>
let agent: string
beforeAll(async () => {
  fleet = await testFleet(2)
  agent = await testToken(fleet.db, node)
  proxy = await silentProxy(fleet.url)
  server = await startMetricsServer(proxy.url)
})
afterAll(async () => {
  await server.close()
  await proxy.close()
  await fleet.close()
})

/** `path` is sent as it is; `fetch` would tidy it up. */
const ask = (port: number, path: string, method = 'GET', headers = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    call.on('error', reject).end()
  })
const get = (authorization?: string, method = 'GET'): Promise<number> =>
  ask(server.port, '/metrics', method, authorization === undefined ? {} : { authorization })

it('shows nothing without the token, and nothing at all where none is set', async () => {
  const wrong = [
    undefined,
    '',
    metricsToken,
    'Bearer',
    'Bearer ',
    `Bearer ${metricsToken.slice(0, -1)}`,
    `Bearer ${metricsToken}0`,
    `Bearer ${metricsToken.toUpperCase()}`,
    `Basic ${metricsToken}`,
    `Bearer ${agent.slice(0, -1)}`,
  ]
  for (const authorization of wrong) expect(await get(authorization), authorization).toBe(401)
  expect(await get(`Bearer ${metricsToken}`)).toBe(200)
  expect(await get(`Bearer ${metricsToken}`, 'HEAD')).toBe(200)
  expect(await get(`Bearer ${metricsToken}`, 'POST')).toBe(405)
  delete process.env.HAKIM_METRICS_TOKEN
  forgetConfig()
  try {
    for (const authorization of [undefined, 'Bearer ', `Bearer ${metricsToken}`, 'Bearer null'])
      expect(await get(authorization), authorization).toBe(404)
  } finally {
    process.env.HAKIM_METRICS_TOKEN = metricsToken
    forgetConfig()
  }
})

it('shows them to an administrator’s token with the scope read, also where no other token is set', async () => {
  const token = (personId: string, scopes: readonly Scope[]) => limitedToken(fleet.db, personId, scopes)
  await testPerson(fleet.db, 'ada', 'admin')
  await testPerson(fleet.db, 'ola', 'approver')
  const reads = await token('ada', ['read'])
  const answers = async (): Promise<number[]> => {
    const tokens = [
      reads,
      await token('ada', ['jobs', 'decide', 'admin']),
      await token('ola', ['read']),
      agent,
    ]
    return Promise.all(tokens.map((one) => get(`Bearer ${one}`)))
  }
  expect(await answers()).toEqual([200, 403, 403, 403])
  delete process.env.HAKIM_METRICS_TOKEN
  forgetConfig()
  try {
    expect(await answers()).toEqual([200, 403, 403, 403])
    expect(await get(`Bearer hk_${'x'.repeat(43)}`)).toBe(401)
  } finally {
    process.env.HAKIM_METRICS_TOKEN = metricsToken
    forgetConfig()
  }
})

it('on a port of its own answers to loopback names, with the token if there is one', async () => {
  const listening = async (own: Server): Promise<number> => {
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    const address = own.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const open = createMetricsServer(null)
  const closed = createMetricsServer(metricsToken)
  try {
    const port = await listening(open)
    expect(await ask(port, '/metrics')).toBe(200)
    expect(await ask(port, '/metrics', 'GET', { host: 'localhost' })).toBe(200)
    expect(await ask(port, '/metrics', 'GET', { host: `evil.example:${port}` })).toBe(403)
    expect(await ask(port, '/api/v1/nodes')).toBe(404)
    expect(await ask(port, '/metrics', 'DELETE')).toBe(405)
    const guarded = await listening(closed)
    expect(await ask(guarded, '/metrics')).toBe(401)
    expect(await ask(guarded, '/metrics', 'GET', { authorization: `Bearer ${metricsToken}` })).toBe(200)
  } finally {
    for (const own of [open, closed]) own.close().closeAllConnections()
  }
})

const report = (more = {}) => ({
  ...{ target_node_did: node, timestamp: new Date().toISOString(), status: 'Healthy' },
  ...more,
})

it('counts exactly what was sent', async () => {
  const before = await server.scrape()
  const id = '3f0e7a4e-0f8e-4d55-9a53-00000000000a'
  const batch = JSON.stringify([report({ report_id: id }), report(), report({ diagnosis: { code: 'ü' } }), 7])
  const again = JSON.stringify(report({ report_id: id }))
  expect((await server.post(agent, batch)).body).toMatchObject({ accepted: 3, rejected: [{ index: 3 }] })
  expect((await server.post(agent, again, { chunked: true })).body).toMatchObject({ duplicates: 1 })
  expect((await server.post(agent, '{}')).status).toBe(400)
  expect((await server.post('hk_unknown', '[]')).status).toBe(401)
  const after = await server.scrape()
  const grown = (key: string): number => (after.get(key) ?? 0) - (before.get(key) ?? 0)
  expect({
    accepted: grown('hakim_ingest_reports_total{outcome="accepted"}'),
    duplicate: grown('hakim_ingest_reports_total{outcome="duplicate"}'),
    rejected: grown('hakim_ingest_reports_total{outcome="rejected"}'),
    stored: grown('hakim_ingest_calls_total{outcome="stored"}'),
    refused: grown('hakim_ingest_calls_total{outcome="refused"}'),
    failed: grown('hakim_ingest_calls_total{outcome="failed"}'),
    bytes: grown('hakim_ingest_body_bytes_total'),
    waited: grown('hakim_ingest_queue_wait_seconds_count'),
    good: grown('hakim_http_requests_total{route="/api/v1/reports",method="POST",status="2xx"}'),
    bad: grown('hakim_http_requests_total{route="/api/v1/reports",method="POST",status="4xx"}'),
    timed: grown('hakim_http_request_duration_seconds_count{route="/api/v1/reports"}'),
    timedUpTo: grown('hakim_http_request_duration_seconds_bucket{le="+Inf",route="/api/v1/reports"}'),
  }).toEqual({
    ...{ accepted: 3, duplicate: 1, rejected: 1, stored: 2, refused: 2, failed: 0 },
    bytes: Buffer.byteLength(batch) + Buffer.byteLength(again) + 2,
    ...{ waited: 3, good: 2, bad: 2, timed: 4, timedUpTo: 4 },
  })
  expect(after.get('hakim_ingest_queue_calls')).toBe(0)
  expect(after.get('hakim_http_requests_in_progress')).toBe(1)
  expect(after.get('hakim_nodes{state="Healthy"}')).toBe(1)
  expect(after.get('hakim_nodes{state="Other"}')).toBe(0)
  expect(after.get('hakim_jobs{status="PendingApproval"}')).toBe(0)
  expect(after.get('hakim_database_up')).toBe(1)
  expect(after.get('hakim_database_pool_connections_max{pool="ingest"}')).toBe(5)
  expect(after.get('hakim_database_pool_connections{pool="ingest",state="idle"}')).toBeGreaterThan(0)
  expect(after.get('hakim_database_pool_waiting{pool="sign-in"}')).toBe(0)
})

it('says which calls are set aside while another program holds their node', async () => {
  const before = await server.scrape()
  const writer = fleet.db.createQueryRunner()
  await writer.startTransaction()
  await writer.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'Healthy', '{}')`,
    [node],
  )
  try {
    expect((await server.post(agent, JSON.stringify(report()))).status).toBe(503)
    const during = await server.scrape()
    const setAside = 'hakim_ingest_calls_total{outcome="set_aside"}'
    expect((during.get(setAside) ?? 0) - (before.get(setAside) ?? 0)).toBe(1)
    expect(during.get('hakim_ingest_nodes_set_aside')).toBe(1)
  } finally {
    await writer.rollbackTransaction()
    await writer.release()
  }
  expect((await server.post(agent, JSON.stringify(report()))).status).toBe(200)
  expect((await server.scrape()).get('hakim_ingest_nodes_set_aside')).toBe(0)
})

it('says what the roll-ups and the backfill are behind with', async () => {
  const hour = Math.floor(Date.now() / 3_600_000)
  await fleet.db.query(
    `INSERT INTO roll_up_marks (node_key, hour, buckets) SELECT node_key, h, 4095 FROM nodes, unnest($1::int[]) h`,
    [[hour - 30, hour - 5, hour + 1]],
  )
  await fleet.db.query(`INSERT INTO roll_up_dirty_days (node_key, day) SELECT node_key, $1 FROM nodes`, [
    Math.floor(hour / 24) - 1_000,
  ])
  await fleet.db.query(`UPDATE nodes SET backfill_before_day = 20000`)
  const [{ nodes }] = await fleet.db.query(`SELECT count(*)::int AS nodes FROM nodes`)
  const samples = await server.scrape()
  expect(samples.get('hakim_roll_up_marks_waiting{unit="hour"}')).toBe(2 * nodes)
  expect(samples.get('hakim_roll_up_marks_waiting{unit="day"}')).toBe(nodes)
  expect(samples.get('hakim_backfill_nodes_waiting')).toBe(nodes)
  const days = (samples.get('hakim_roll_up_oldest_mark_age_seconds') ?? 0) / 86_400
  expect(Math.abs(days - 999.5)).toBeLessThan(0.6)
})

it('has a bounded number of series, whatever is asked for and whatever SQL writes', async () => {
  const paths = naughty.map((text) => encodeURIComponent(text))
  const prefixes = ['/', '/nodes/', '/api/v1/nodes/', '/api/v1/jobs/x/', '/agent/', '/_next/static/']
  const ask1 = (path: string, at: number) =>
    ask(server.port, `${prefixes[at % prefixes.length]}${path}`, ['GET', 'POST', 'PURGE'][at % 3])
  for (const [at, path] of paths.entries()) await ask1(path, at)
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT 'did:odd:' || n, now(), 'Odd ' || n, '{}' FROM generate_series(1, 20) n`,
  )
  const samples = await server.scrape()
  expect(samples.get('hakim_nodes{state="Other"}')).toBe(20)
  expect(samples.get('hakim_nodes{state="Healthy"}')).toBe(1)
  const labels = (name: string): Set<string> =>
    new Set([...samples.keys()].flatMap((key) => new RegExp(`[{,]${name}="([^"]*)"`).exec(key)?.[1] ?? []))
  expect([...labels('route')].filter((route) => !isKnownRoute(route))).toEqual([])
  expect([...labels('method')].sort()).toEqual(['GET', 'HEAD', 'POST', 'other'])
  expect([...labels('status')].every((status) => /^([1-5]xx|none|Other|[A-Z]\w+)$/.test(status))).toBe(true)
  expect([...samples.keys()].filter((key) => key.includes('did:'))).toEqual([])
  expect(samples.size).toBeLessThan(500)
}, 60_000)

const sampleOf = (samples: ReadonlyMap<string, number>, key: RegExp): number | undefined =>
  [...samples].find(([name]) => key.test(name))?.[1]

const isKnownRoute = (route: string): boolean =>
  ['other', 'build files', 'agent files', '/metrics', ...pageRoutes].includes(route) ||
  /^\/api\/(v1|fleet|health)\/[a-z./{}A-Z-]+$/.test(route)

it('answers while another program holds a table, and leaves out what it could not count', async () => {
  const locker = fleet.db.createQueryRunner()
  await locker.startTransaction()
  await locker.query(`LOCK TABLE job_counts`)
  try {
    const samples = await server.scrape()
    expect(samples.get('hakim_database_up')).toBe(1)
    expect(samples.get('hakim_nodes{state="Healthy"}')).toBe(1)
    expect([...samples.keys()].filter((key) => key.startsWith('hakim_jobs'))).toEqual([])
  } finally {
    await locker.rollbackTransaction()
    await locker.release()
  }
  expect((await server.scrape()).get('hakim_jobs{status="Running"}')).toBe(0)
})

it.each([
  ['is away', 'goAway'],
  ['falls silent', 'goSilent'],
] as const)(
  'answers what it knows when the database %s',
  async (_, go) => {
    proxy[go]()
    const samples = await server.scrape()
    expect(samples.get('hakim_database_up')).toBe(0)
    expect(sampleOf(samples, /^hakim_build_info\{version="\d+\.\d+\.\d+",node="v\d+/)).toBe(1)
    expect(samples.get('hakim_ingest_reports_total{outcome="accepted"}')).toBeGreaterThan(0)
    expect([...samples.keys()].filter((key) => /hakim_(jobs|nodes|roll|backfill)/.test(key))).toEqual([])
    proxy.forwardAgain()
    await expect
      .poll(async () => (await server.scrape()).get('hakim_database_up'), { timeout: 20_000 })
      .toBe(1)
  },
  60_000,
)
