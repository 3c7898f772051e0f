import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '@/lib/postgres/free-port'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { setUnexpected } from '@/test/database-settings'
import { serverAddressOf } from '@/test/server-role'
import { type SilentProxy, silentProxy } from '@/test/silent-proxy'
import { makeWriters } from '../faults/scene'
import { hakim, newDataDir } from '../hakim'
import { sessions } from './call-action'
import { flood } from './flood'
import { node, openFixture, type ServerFixture } from './server-fixture'

// What a running Hakim does when its database, its own process or its terminal fails. The tests build on one another.

let database: TestDatabase
let proxy: SilentProxy
let server: ServerFixture
let cookie = ''
beforeAll(async () => {
  database = await migratedDatabase()
  await setUnexpected(database.url)
  proxy = await silentProxy(database.url)
  server = await openFixture({ owner: proxy.url, server: serverAddressOf(proxy.url) })
})
afterAll(async () => {
  await proxy.close()
  await database.drop()
})

const page = (path: string): Promise<Response> =>
  fetch(server.hakim.url + path, { headers: { cookie }, redirect: 'manual' })
const report = () => ({ target_node_did: node, timestamp: new Date().toISOString(), status: 'Healthy' })
const agentHeaders = () => ({
  authorization: `Bearer ${server.tokens.get('agent')}`,
  'content-type': 'application/json',
})

test('a database with settings of its own: people sign in, and times are right', async () => {
  cookie = (await sessions(server, ['owner'])).get('owner') ?? ''
  const sent = report()
  const stored = await fetch(`${server.hakim.url}/api/v1/reports`, {
    ...{ method: 'POST', headers: agentHeaders(), body: JSON.stringify(sent) },
  })
  expect(stored.status).toBe(200)
  expect((await page('/')).status).toBe(200)
  const answer = await page(`/api/v1/nodes/${encodeURIComponent(node)}/reports`)
  expect(await answer.json()).toMatchObject({ reports: [{ timestamp: sent.timestamp, status: 'Healthy' }] })
})

test('a second server with another secret is refused', async () => {
  const second = { HAKIM_DATA_DIR: newDataDir(), PORT: String(await freePort(null)) }
  await expect(hakim({ ...server.hakim.env, ...second }, ['start'])).rejects.toThrow(
    'Start this one with the same HAKIM_SECRET.',
  )
})

test('pages and calls answer 503 while the database is away, log no bug, and come back by themselves', async () => {
  const paths = ['/', '/jobs', '/sign-in', '/api/v1/nodes', '/api/health/ready']
  proxy.goAway()
  for (const path of paths) {
    const answer = await page(path)
    expect([path, answer.status]).toEqual([path, 503])
    if (!path.endsWith('ready')) expect(answer.headers.get('retry-after')).toBe('3')
  }
  const bugs = server.hakim
    .output()
    .split('\n')
    .filter((line) => /"level":"error"/.test(line))
  expect(bugs.filter((line) => !line.includes('Scheduled work failed'))).toEqual([])
  proxy.forwardAgain()
  for (const path of paths)
    await expect.poll(async () => (await page(path)).status, { timeout: 20_000 }).toBeLessThan(400)
})

test('a lock on the table of jobs takes the board, and not the fleet, a node or the settings', async () => {
  const other = server.db.createQueryRunner()
  await other.startTransaction()
  await other.query('LOCK TABLE maintenance_jobs')
  try {
    // Whoever comes first waits; from then on nobody holds up the others.
    expect(await (await page('/')).text()).toContain('locked')
    const paths = ['/', `/nodes/${encodeURIComponent(node)}`, '/settings/consent', '/api/v1/nodes', '/jobs']
    const answers = await Promise.all([...paths, ...paths, ...paths, ...paths].map(page))
    const statuses = [200, 200, 200, 200, 503]
    expect(answers.map(({ status }) => status)).toEqual([...statuses, ...statuses, ...statuses, ...statuses])
  } finally {
    await other.rollbackTransaction()
    await other.release()
  }
  await expect.poll(async () => (await page('/jobs')).status, { timeout: 10_000 }).toBe(200)
})

test('overload: what does not fit is refused, pages are answered meanwhile, nothing is lost or stored twice', async () => {
  const writers = (await makeWriters(database.url)).filter(({ size }) => size === 1)
  let flooding = true
  const flooded = flood(server.hakim.url, writers, 9).finally(() => {
    flooding = false
  })
  // Awaited below, unless a page fails first.
  flooded.catch(() => undefined)
  const pages: [string, number][] = []
  for (const path of ['/', `/nodes/${encodeURIComponent(node)}`, '/jobs', '/'])
    if (flooding) pages.push([path, (await page(path)).status])
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.filter(([, status]) => status !== 200)).toEqual([])
  const { reports, accepted, refused, wrong } = await flooded
  expect(wrong).toEqual([])
  expect(refused).toBeGreaterThan(0)
  expect(accepted).toBe(9 * writers.length)
  const stored = await server.db.query(
    `SELECT count(*)::int AS all, count(DISTINCT report_id)::int AS different FROM health_reports
     WHERE target_node_did LIKE 'did:fault:%'`,
  )
  expect(stored).toEqual([{ all: reports, different: reports }])
})

test('a server that was killed is started again, and the terminal says so', async () => {
  server.hakim.killServer()
  await expect
    .poll(() => server.hakim.output(), { timeout: 60_000 })
    .toMatch(
      /The web server exited unexpectedly \(signal SIGKILL\)\. It is started again in 1 s\.\n.*running again/s,
    )
  expect((await page('/')).status).toBe(200)
})

type Outcome = { status: number | string; last: boolean }

/** One call on connections that are kept, as an agent or a proxy makes it: a status, or an error's code. */
function post(agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const call = request(`${server.hakim.url}/api/v1/reports`, {
      ...{ method: 'POST', agent, headers: agentHeaders() },
    })
    call.on('error', (error) =>
      resolve({ status: 'code' in error ? String(error.code) : error.message, last: true }),
    )
    call.on('response', async (response) => {
      await response.toArray()
      resolve({ status: response.statusCode ?? 0, last: response.headers.connection === 'close' })
    })
    call.end(JSON.stringify(report()))
  })
}

test('a stopped server tells busy clients which answer is the last, resets none and is gone within seconds', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const outcomes: Outcome[] = []
  const send = async (): Promise<void> => {
    for (;;) {
      const outcome = await post(agent)
      outcomes.push(outcome)
      if (outcome.last) return
    }
  }
  const senders = Array.from({ length: 4 }, send)
  // A page that is open, and a connection that only waits.
  const events = await page('/api/v1/events')
  const idle = new Agent({ keepAlive: true })
  await post(idle)
  await expect.poll(() => outcomes.length, { timeout: 20_000 }).toBeGreaterThan(50)
  const began = performance.now()
  expect(await server.close()).toBe(0)
  expect(performance.now() - began).toBeLessThan(8_000)
  await Promise.all(senders)
  await events.text()
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([200]))
  for (const one of [agent, idle]) one.destroy()
})

/** A command whose output nobody reads. */
function unread(args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', '..', 'bin', 'hakim.mjs'), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...server.hakim.env, ...env },
    },
  )
  child.stdout.destroy()
  return child
}

test.each([
  ['--help', 0],
  ['audit export', 1],
])('nobody reads the output of `hakim %s`: it ends without a word', async (command, code) => {
  const child = unread(command.split(' '))
  const said = child.stderr.toArray()
  expect(await once(child, 'exit')).toEqual([code, null])
  expect(Buffer.concat(await said).toString()).toBe('')
})

test('nobody reads the output of `hakim start`: it starts and serves all the same', async () => {
  const child = unread(['start'], { HAKIM_DATA_DIR: newDataDir() })
  child.stderr.destroy()
  await expect
    .poll(
      () =>
        page('/api/health/ready').then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200)
  expect(child.exitCode).toBeNull()
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})
