import { randomUUID } from 'node:crypto'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { createApi } from '@/lib/agent/server/api'
import { type Reply, type Request, startServer } from '@/test/api-server'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openOutbox } from './outbox'

afterEach(removeTempDirs)

const log = createLog([], () => {})
const lines = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...{ at: '2026-01-31T09:30:00Z', stream: 'stdout' as const, line: `line ${n + 1}` },
  }))

async function setUp(answer: (request: Request) => Reply) {
  const server = await startServer(answer)
  onTestFinished(server.stop)
  const api = createApi({
    ...{ server: server.address, token: 'hk_1', userAgent: 'test' },
    ...{ signal: new AbortController().signal, onAnswer: () => {} },
  })
  return { server, api, dir: tempDir() }
}

const logsOf = (requests: Request[]): unknown[][] =>
  requests.map(({ body }) => {
    const sent: unknown = body && typeof body === 'object' ? Reflect.get(body, 'log') : null
    return Array.isArray(sent) ? sent.map(({ line }) => line) : []
  })

it('sends a long log in parts before the outcome, and goes on after a restart where it was', async () => {
  const accepted: Request[] = []
  let calls = 0
  const { api, dir } = await setUp((request) => {
    calls += 1
    if (calls === 2) return { status: 503 }
    accepted.push(request)
    return {}
  })
  const job_id = randomUUID()
  openOutbox(dir, api, log).put({
    ...{ job_id, verb: 'complete', body: { claim_token: 'c', message: 'done', log: lines(1_300) } },
  })
  expect(await openOutbox(dir, api, log).deliver()).toMatchObject({ status: 503 })
  expect(await openOutbox(dir, api, log).deliver()).toBeNull()
  expect(logsOf(accepted).flat()).toEqual(lines(1_300).map(({ line }) => line))
  expect(accepted.map(({ path }) => path.split('/').at(-1))).toEqual(['progress', 'progress', 'complete'])
  expect(openOutbox(dir, api, log).holds(job_id)).toBe(false)
})

it('ends the job with the end of its log if the server accepts no more of it', async () => {
  const { server, api, dir } = await setUp(({ path }) => ({ status: path.endsWith('/progress') ? 409 : 200 }))
  const outbox = openOutbox(dir, api, log)
  outbox.put({
    ...{ job_id: randomUUID(), verb: 'fail', body: { claim_token: 'c', message: 'no', log: lines(1_300) } },
  })
  expect(await outbox.deliver()).toBeNull()
  const last = logsOf(server.requests).at(-1)
  expect(last).toHaveLength(500)
  expect([last?.[0], last?.[1], last?.at(-1)]).toEqual([
    '801 lines could not be sent.',
    'line 802',
    'line 1300',
  ])
})
