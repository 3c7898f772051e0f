import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { type Reply, startTestServer, type TestServer, testToken } from '@/test/http-server'

let fleet: TestFleet
let server: TestServer
/** Cuts off a body that is not complete after two seconds. */
let impatient: TestServer
const tokens: Record<string, string> = {}
const nodes = ['a', 'b', 'c', 'd'].map((name) => `did:test:${name}`)
const [node = ''] = nodes
beforeAll(async () => {
  fleet = await testFleet()
  server = await startTestServer(fleet.url)
  impatient = await startTestServer(fleet.url, 2_000)
  for (const did of nodes) tokens[did] = await testToken(fleet.db, did)
})
afterAll(async () => {
  await impatient.close()
  await server.close()
  await fleet.close()
})

const report = (did = node, more = {}) => ({
  target_node_did: did,
  timestamp: '2026-01-31T09:30:00Z',
  status: 'Healthy',
  ...more,
})
/** A batch of 3.8 MB. */
const large = (did: string) =>
  JSON.stringify(Array.from({ length: 370 }, () => report(did, { diagnosis: { code: 'x'.repeat(10_000) } })))
const post = (did: string, body: string, more = {}) => server.post(tokens[did] ?? '', body, more)

it('answers after the commit, for a batch, lines and a single report', async () => {
  const lines = { headers: { 'content-type': 'application/x-ndjson' }, chunked: true }
  const id = '3f0e7a4e-0f8e-4d55-9a53-000000000001'
  const answers = [
    await post(node, JSON.stringify([report(), report(), 7])),
    await post(node, `${JSON.stringify(report())}\nnonsense\n`, lines),
    await post(node, JSON.stringify(report(node, { report_id: id, metrics: { ok: 1, odd: 'x' } }))),
    await post(node, JSON.stringify(report(node, { report_id: id }))),
  ]
  expect(answers.map(({ status, body }) => [status, body])).toMatchObject([
    [200, { accepted: 2, duplicates: 0, rejected: [{ index: 2 }], warnings: [] }],
    [200, { accepted: 1, rejected: [{ index: 1, error: expect.stringContaining('The line is not JSON') }] }],
    [200, { accepted: 1, warnings: [{ index: 0, fields: [{ path: 'metrics.odd' }] }] }],
    [200, { accepted: 0, duplicates: 1 }],
  ])
  expect(answers[0]?.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  const [row] = await fleet.db.query(`SELECT count(*)::int AS n FROM health_reports`)
  expect(row.n).toBe(4)
})

it('keeps the rest of a report with a metric that does not fit a double', async () => {
  const body = JSON.stringify(report(node, { metrics: { load: 'HERE', cpu: 1 } })).replace('"HERE"', '1e400')
  const answer = await post(node, body)
  expect(answer.body).toMatchObject({ accepted: 1, warnings: [{ fields: [{ path: 'metrics.load' }] }] })
  const [row] = await fleet.db.query(
    `SELECT metrics, raw_report -> 'metrics' AS raw FROM health_reports WHERE metrics ? 'cpu'`,
  )
  expect(row).toEqual({ metrics: { cpu: 1 }, raw: { cpu: 1 } })
})

const fiveMB = ' '.repeat(5 * 1024 * 1024)
it.each<[string, number, () => Promise<{ status: number }>]>([
  ['an unknown token', 401, () => server.post(`hk_${'x'.repeat(43)}`, '[]')],
  ['no token', 401, () => post(node, '[]', { headers: { authorization: 'Basic x' } })],
  ['another node', 403, () => post(node, JSON.stringify(report('did:test:b')))],
  ['a foreign Host', 403, () => post(node, '[]', { headers: { host: 'evil.example' } })],
  ['5 MB', 413, () => post(node, fiveMB)],
  ['5 MB of unknown length', 413, () => post(node, fiveMB, { chunked: true })],
  ['1,001 reports', 413, () => post(node, `[${'0,'.repeat(1_000)}0]`)],
  ['text', 415, () => post(node, 'x', { headers: { 'content-type': 'text/plain' } })],
  [
    'gzip',
    415,
    () => post(node, gzipSync('[]').toString('latin1'), { headers: { 'content-encoding': 'gzip' } }),
  ],
  ['invalid JSON', 400, () => post(node, '[NaN]')],
  ['an invalid report', 400, () => post(node, '{"metrics":{"x":1e400}}')],
])('refuses %s with %i', async (_, status, call) => {
  expect(await call()).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { status, detail: expect.any(String) },
  })
})

it('refuses at once what it cannot hold, says when to try again, and loses nothing that it has accepted', async () => {
  const locker = fleet.db.createQueryRunner()
  await locker.startTransaction()
  await locker.query(`LOCK TABLE health_reports`)
  const [a = '', b = '', c = '', d = ''] = nodes
  // Each caller may hold 8 MB, so two of its three calls are held; all callers together may hold 24 MB.
  const calls = [a, a, a, b, b, b, c, c, c].map((did) => post(did, large(did)))
  const replies: Reply[] = []
  for (const call of calls) call.then((reply) => replies.push(reply))
  await vi.waitFor(() => expect(replies).toHaveLength(3), 20_000)
  for (const reply of replies)
    expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { status: 429 } })
  for (const chunked of [false, true])
    expect(await post(d, large(d), { chunked })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '2' },
    })
  const page = await fetch(`http://127.0.0.1:${server.port}/`)
  expect(await page.json()).toBe('page')
  expect(replies).toHaveLength(3)

  await locker.commitTransaction()
  await locker.release()
  await Promise.all(calls)
  for (const reply of replies.slice(3)) expect(reply).toMatchObject({ status: 200, body: { accepted: 370 } })
  expect(await post(d, large(d))).toMatchObject({ status: 200, body: { accepted: 370 } })
}, 60_000)

it('drops a body that never ends and one whose sender is gone, and frees their memory', async () => {
  /** Begins a call and sends the start of its body only. */
  const stalled = ({ port }: TestServer): Socket => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokens[node]}\r\n` +
        `Content-Type: application/json\r\nContent-Length: 4000000\r\n\r\n[`,
    )
    return socket
  }
  /** An empty batch that does not fit next to two bodies of 4 MB. */
  const probe = async () => (await post(node, `[${' '.repeat(400_000)}]`)).status
  // Of three calls two are held, and the third is refused because they are.
  const calls = [1, 2, 3].map(() => stalled(server))
  const answers = calls.map(
    (socket) =>
      new Promise<{ socket: Socket; reply: string }>((resolve) =>
        socket.once('data', (piece) => resolve({ socket, reply: String(piece) })),
      ),
  )
  const refused = await Promise.race(answers)
  expect(refused.reply).toMatch(/^HTTP\/1\.1 429 /)
  expect(await probe()).toBe(429)
  const [gone, stays] = calls.filter((socket) => socket !== refused.socket)
  gone?.destroy()
  await vi.waitFor(async () => expect(await probe()).toBe(200), 20_000)
  const slow = stalled(impatient)
  const reply = Buffer.concat(await slow.toArray()).toString()
  expect(reply).toMatch(/^HTTP\/1\.1 408 /)
  stays?.destroy()
  const both = await Promise.all([post(node, large(node)), post(node, large(node))])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
}, 60_000)
