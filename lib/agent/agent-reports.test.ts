import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { parseReport } from '@/lib/reports/domain/report'
import { taskOffers } from '@/lib/tasks/domain/task'
import { version } from '@/package.json'
import {
  bundle,
  endAll,
  me,
  removeBundle,
  reportsAt,
  serve,
  setUp,
  speaker,
  startAgent,
  token,
} from '@/test/agent'
import { until } from '@/test/api-server'
import { writeTasks } from '@/test/tasks-file'
import { tempDir } from '@/test/temp-folder'

vi.setConfig({ testTimeout: 120_000 })
// They mostly wait; each has its own server, folder and agents.
beforeAll(() => void bundle())
afterAll(async () => {
  await endAll()
  removeBundle()
})

it.concurrent('announces its tasks and sends real reports that the server’s parser accepts', async () => {
  const { server, stateDir } = await setUp()
  const agent = startAgent(server.address, stateDir)
  const working = () =>
    reportsAt(server).find(({ raw_report }) => JSON.stringify(raw_report).includes('"answers":true'))
  await until('three reports', () => reportsAt(server).length >= 3)
  await until('a report of the service that it has started', () => working() !== undefined)
  const [announced] = server.bodies(`/nodes/${encodeURIComponent(me)}/tasks`)
  expect(announced).toMatchObject({
    tasks: [{ name: 'collect_diagnostics' }, { name: 'clear_cache' }, { name: 'restart_service' }],
  })
  expect(taskOffers.safeParse(announced?.tasks).success).toBe(true)
  for (const report of reportsAt(server))
    expect(parseReport(report)).toMatchObject({ ok: true, warnings: [] })
  expect(working()).toMatchObject({
    target_node_did: me,
    metrics: { cpu_usage_percent: expect.any(Number), memory_usage_mb: expect.any(Number) },
    raw_report: {
      ...{ dependencies: [], service: { name: 'heartbeat', answers: true } },
      // As started, so that a longer interval is not taken for silence.
      interval_seconds: 1,
      // What it judges by.
      agent: { thresholds: { cpu_usage_percent: { warning: 85, error: 95 }, sustained_samples: 6 } },
    },
  })
  expect(await agent.end('SIGTERM')).toBe(0)
  expect(agent.output()).not.toContain(token)
})

it.concurrent('loses no report while the server is away, even over kill -9, and sends them in order', async () => {
  const { server, stateDir } = await setUp()
  const first = startAgent(server.address, stateDir)
  await until('a report', () => reportsAt(server).length >= 1)
  const port = Number(new URL(server.address).port)
  await server.stop()
  const folder = join(stateDir, 'reports')
  const kept = (): unknown[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ndjson'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
      .map((line) => JSON.parse(line).report_id)
  await until('reports on disk', () => kept().length >= 2)
  // A call that was under way has another reason than a refused connection.
  await until('word of the outage', () => first.output().includes('is unavailable ('))
  await first.end('SIGKILL')
  const before = kept()
  const second = startAgent(server.address, stateDir)
  await until('word of the outage', () => second.output().includes('is unavailable (ECONNREFUSED)'))
  await until('more reports on disk', () => kept().length >= before.length + 2)
  const made = new Set([...before, ...kept()])
  expect(made.size).toBeGreaterThanOrEqual(4)
  const back = await serve(speaker([]), port)
  const all = () => [...reportsAt(server), ...reportsAt(back)]
  await until('every report of the outage', () =>
    [...made].every((id) => all().some((one) => one.report_id === id)),
  )
  // A batch whose answer was lost comes again; the server recognises its reports by their ids.
  const distinct = new Map(
    all().map(({ report_id, timestamp }) => [report_id, Date.parse(String(timestamp))]),
  )
  const times = [...distinct.values()]
  expect(times).toEqual([...times].sort((a, b) => a - b))
})

it.concurrent.each([429, 503])(
  'comes back with all reports when a server that answers %i has asked it to',
  async (status) => {
    let refused = 0
    const { server, stateDir } = await setUp([], ({ path }) => {
      if (path !== '/api/v1/reports' || refused === 2) return null
      refused += 1
      return { status, headers: { 'retry-after': '3' }, body: { detail: 'full' } }
    })
    const agent = startAgent(server.address, stateDir)
    const posts = () => server.requests.filter(({ path }) => path === '/api/v1/reports')
    await until('accepted reports', () => posts().length >= 3)
    // The server answered other calls meanwhile, which must not shorten the wait.
    const [first, second, third] = posts().map(({ at }) => at)
    expect(server.requests.filter(({ path }) => path === '/api/v1/jobs/claim').length).toBeGreaterThan(0)
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(3_000)
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(3_000)
    const taken = posts()[2]?.body
    const kept = posts()[0]?.body
    expect(Array.isArray(taken) && Array.isArray(kept) && taken.slice(0, kept.length)).toEqual(kept)
    expect(agent.output().split('(full)').length - 1).toBe(1)
  },
)

it.concurrent('goes on without a terminal, as under nohup, and when nobody reads its log any more', async () => {
  let refused = false
  const { server, stateDir } = await setUp([], () => (refused ? { status: 503 } : null))
  const agent = startAgent(server.address, stateDir)
  await until('a report', () => reportsAt(server).length > 0)
  agent.hangUp()
  agent.closeOutput()
  // Each outage is two lines of the log.
  for (const outage of [true, false, true, false]) {
    refused = outage
    const before = reportsAt(server).length
    await until('more reports', () => reportsAt(server).length >= before + 2)
  }
  expect(await agent.end('SIGTERM')).toBe(0)
})

it.concurrent('starts on a full disk, and makes its folder again when it has vanished', async ({ skip }) => {
  const { server } = await setUp()
  const disk = tempDir()
  const stateDir = join(disk, 'state')
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status !== 0) skip()
  try {
    spawnSync('sh', ['-c', `cat /dev/zero > ${disk}/filling 2>&1`])
    const agent = startAgent(server.address, stateDir)
    await until('reports from memory', () => reportsAt(server).length >= 2)
    expect(agent.output()).toContain('state is kept in memory')
    rmSync(join(disk, 'filling'))
    await until('the folder', () => existsSync(join(stateDir, 'lock')))
    rmSync(stateDir, { recursive: true })
    const before = reportsAt(server).length
    await until('the folder again', () => existsSync(join(stateDir, 'lock')))
    await until('more reports', () => reportsAt(server).length >= before + 2)
    expect(await agent.end('SIGTERM')).toBe(0)
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})

/**
 * What it keeps in memory of its own. Of Node's program file, which all processes share, 50 MB are mapped beside it, or 75 where
 * the kernel has read that file in large pieces: that says nothing of the agent.
 */
function ownBytes(pid: number | undefined): number {
  const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1_024
}

/** Seconds of processor time that a process has taken so far, in steps of 10 ms. */
function processorSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

it.runIf(process.platform === 'linux').concurrent(
  'takes at most 30 MB beside Node itself, and at the usual interval 1 % of a processor',
  async () => {
    const { server, stateDir } = await setUp()
    const agent = startAgent(server.address, stateDir)
    await until('ten reports', () => reportsAt(server).length >= 10)
    const before = processorSeconds(agent.pid)
    // The least of ten readings: one may come just before garbage is collected.
    const sizes: number[] = []
    for (let reports = 11; reports <= 20; reports += 1) {
      await until('another report', () => reportsAt(server).length >= reports)
      sizes.push(ownBytes(agent.pid))
    }
    const each = (processorSeconds(agent.pid) - before) / 10
    // This one reports every second, the usual one every five.
    expect(each / 5).toBeLessThan(0.01)
    expect(Math.min(...sizes)).toBeLessThan(30e6)
  },
)

it.concurrent('keeps running and says what to do when its token is rejected', async () => {
  const { server, stateDir } = await setUp([], () => ({ status: 401, body: { detail: 'revoked' } }))
  const agent = startAgent(server.address, stateDir)
  await until('a message', () => agent.output().includes('hakim token create'))
  expect(await agent.end('SIGTERM')).toBe(0)
  expect(server.requests.length).toBeLessThan(5)
})

/** A tasks file that everybody can change. */
function openTasks(): string {
  const file = writeTasks({})
  chmodSync(file, 0o666)
  return file
}

it('prints its version without a server or token', () => {
  const { status, stdout } = spawnSync(process.execPath, [bundle(), '--version'], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` })
})

it.concurrent.each([
  [[], 'give the URL'],
  [['--server', 'nonsense'], 'Give a URL'],
  [['--server', 'http://hakim.example.org'], 'Give an https URL with --server, or'],
  [['--server', 'http://127.0.0.1:1', '--tasks', '/nonexistent'], 'Cannot read the tasks file'],
  [['--server', 'http://127.0.0.1:1', '--tasks', openTasks()], 'chmod go-w'],
])('ends with code 2 and a reason for %j', async (args, text) => {
  const env = { ...process.env, HAKIM_AGENT_TOKEN: token, HAKIM_AGENT_STATE_DIR: tempDir() }
  const child = spawn(process.execPath, [bundle(), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [chunks, [code]] = await Promise.all([child.stderr.toArray(), once(child, 'exit')])
  expect(Buffer.concat(chunks).toString()).toContain(text)
  expect(code).toBe(2)
})
