import { afterEach, expect, it, onTestFinished } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { type Api, createApi } from '@/lib/agent/server/api'
import { type Reply, type Request, startServer } from '@/test/api-server'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { thresholdsSchema } from './assess'
import { openBuffer } from './buffer'
import { composeReport } from './compose-report'
import { createSender } from './send'

afterEach(removeTempDirs)

const me = 'did:kos:griot:1'
const signal = new AbortController().signal

const reportOf = (count: number, nodeDid: string | null = me) =>
  composeReport({
    nodeDid,
    at: new Date(),
    assessment: { status: 'Healthy', diagnosis: null },
    metrics: { cpu_usage_percent: count },
    dependencies: [],
    logs: { error_count: 0, warning_count: 0 },
    droppedReports: 0,
    intervalSeconds: 5,
    service: null,
    version: 'test',
    thresholds: thresholdsSchema.parse(undefined),
  })

const countsOf = ({ body }: Request): unknown[] =>
  Array.isArray(body) ? body.map((report) => report.metrics.cpu_usage_percent) : []

async function setUp(answer: (request: Request) => Reply) {
  const server = await startServer(answer)
  onTestFinished(server.stop)
  const lines: string[] = []
  const log = createLog(['hk_secret'], (line) => lines.push(line))
  const api: Api = createApi({
    server: server.address,
    token: 'hk_secret',
    userAgent: 'test',
    signal,
    onAnswer: () => {},
  })
  const buffer = openBuffer(tempDir(), log)
  const clock = { now: 0 }
  const send = createSender({ api, buffer, log, signal, now: () => clock.now })
  return { server, lines, buffer, clock, send }
}

it('sends everything in order, in batches of at most 500, with the token', async () => {
  const { server, buffer, send } = await setUp(() => ({ body: { accepted: 1 } }))
  for (let n = 0; n < 1_200; n += 1) buffer.append(reportOf(n))
  while ((await send(me)) !== null) {}
  expect(server.requests.flatMap(countsOf)).toEqual(Array.from({ length: 1_200 }, (_, n) => n))
  expect(Math.max(...server.requests.map((request) => countsOf(request).length))).toBeLessThanOrEqual(500)
  expect(new Set(server.requests.map(({ token }) => token))).toEqual(new Set(['Bearer hk_secret']))
})

it('sends the same reports again after a failure, and waits as long as the server asks', async () => {
  const answers: Reply[] = [{ status: 503, headers: { 'retry-after': '7' } }, {}]
  const { server, buffer, clock, send } = await setUp(() => answers.shift() ?? {})
  buffer.append(reportOf(1))
  const pause = await send(me)
  expect(pause).toBeGreaterThanOrEqual(7_000)
  expect(pause).toBeLessThanOrEqual(8_750)
  clock.now = 6_000
  expect(await send(me)).toBe(Number(pause) - 6_000)
  expect(server.requests).toHaveLength(1)
  clock.now = Number(pause)
  expect(await send(me)).toBe(0)
  expect(await send(me)).toBe(null)
  expect(server.requests[1]?.body).toEqual(server.requests[0]?.body)
})

it('is woken in vain only once: a server that answers other calls may refuse reports for long', async () => {
  const { server, buffer, clock, send } = await setUp(() => ({ status: 502 }))
  buffer.append(reportOf(1))
  await send(me)
  for (let woken = 0; woken < 5; woken += 1) await send(me)
  expect(server.requests).toHaveLength(2)
  clock.now = 10_000
  for (let woken = 0; woken < 5; woken += 1) await send(me)
  expect(server.requests).toHaveLength(4)
})

it('waits a minute when the token is rejected, and keeps the reports', async () => {
  const { buffer, send } = await setUp(() => ({ status: 401 }))
  buffer.append(reportOf(1))
  expect(await send(me)).toBeGreaterThanOrEqual(60_000)
  expect(buffer.read(1, 1e6)?.records).toHaveLength(1)
})

it('does not let one bad report block the others', async () => {
  const { server, lines, buffer, send } = await setUp((request) => ({
    status: countsOf(request).includes(5) ? 400 : 200,
    body: { detail: 'report 5 is bad' },
  }))
  for (let n = 0; n < 10; n += 1) buffer.append(reportOf(n))
  while ((await send(me)) !== null) {}
  const taken = server.requests.filter((request) => !countsOf(request).includes(5)).flatMap(countsOf)
  expect(taken).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9])
  expect(lines.filter((line) => line.includes('report 5 is bad'))).toHaveLength(1)
})

it('logs a rejected item once and does not send it again', async () => {
  const { server, lines, buffer, send } = await setUp(() => ({
    body: { accepted: 0, rejected: [{ index: 0, error: 'timestamp is wrong for hk_secret' }] },
  }))
  buffer.append(reportOf(1))
  while ((await send(me)) !== null) {}
  expect(server.requests).toHaveLength(1)
  expect(lines.join()).toContain('timestamp is wrong')
  expect(lines.join()).not.toContain('hk_secret')
})

it('fills in an unknown node, and drops reports of another node', async () => {
  const { server, buffer, send } = await setUp(() => ({}))
  buffer.append(reportOf(1, null))
  buffer.append(reportOf(2, 'did:kos:griot:other'))
  while ((await send(me)) !== null) {}
  expect(server.requests.map(({ body }) => body)).toMatchObject([
    [{ target_node_did: me, raw_report: { target_node_did: me, logs_summary: { error_count: 0 } } }],
  ])
})
