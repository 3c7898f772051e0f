import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { bundle, endAll, removeBundle, setUp, startAgent, tasksFile, token } from '@/test/agent'
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

const pidIn = (result: unknown, key: string): number =>
  Number(result && typeof result === 'object' ? Reflect.get(result, key) : Number.NaN)

it.concurrent('claims a job, sends progress, heartbeats and log lines, and completes it with the result', async () => {
  const end = join(tempDir(), 'end')
  const script = `console.log('hello'); console.log('::progress 40 half')
    const wait = setInterval(() => {
      if (!require('node:fs').existsSync(${JSON.stringify(end)})) return
      clearInterval(wait)
      console.error(process.argv[1])
    }, 50)`
  const params = { properties: { who: { type: 'string' } }, required: ['who'] }
  const command = [process.execPath, '-e', script, '--', '{who}']
  const { server, stateDir } = await setUp([{ task_name: 'greet', params: { who: '; rm -rf "$HOME"' } }])
  startAgent(server.address, stateDir, tasksFile([{ name: 'greet', params, command }]))
  const shown = () => server.bodies('/progress').findIndex(({ percent }) => percent !== undefined)
  // Its progress, and then a heartbeat.
  await until('progress', () => shown() !== -1 && server.bodies('/progress').length > shown() + 1)
  writeFileSync(end, '')
  await until('completion', () => server.bodies('/complete').length > 0)
  const progress = server.bodies('/progress')
  const [complete] = server.bodies('/complete')
  // On a busy machine the first ones are heartbeats, sent before the command has printed anything.
  expect(progress[shown()]).toMatchObject({
    ...{ claim_token: 'claim-1', percent: 40, message: 'half' },
  })
  const sentLines = (bodies: JsonObject[]) => bodies.flatMap(({ log }) => (Array.isArray(log) ? log : []))
  expect(sentLines(progress)[0]).toMatchObject({ stream: 'stdout', line: 'hello' })
  expect(complete).toMatchObject({ claim_token: 'claim-1', result: { exit_code: 0 } })
  expect(sentLines([...progress, ...server.bodies('/complete')])).toEqual([
    { at: expect.any(String), stream: 'stdout', line: 'hello' },
    { at: expect.any(String), stream: 'stderr', line: '; rm -rf "$HOME"' },
  ])
})

it.concurrent('waits for a window that opens in a moment by its own clock, and then runs the job', async () => {
  let opens = 0
  const waiting: { task_name: string; window: TimeWindow }[] = []
  const { server, stateDir } = await setUp(waiting, ({ path }) => {
    if (path !== '/api/v1/jobs/claim' || opens > 0) return null
    // The server's clock is over two minutes ahead of this one.
    opens = Date.now() + 125_000
    const window = { start: new Date(opens).toISOString(), end: new Date(opens + 3_600_000).toISOString() }
    waiting.push({ task_name: 'collect_diagnostics', window: { ...window, time_zone: 'UTC' } })
    return null
  })
  startAgent(server.address, stateDir)
  await until('a word of it', () => server.bodies('/progress').some(({ message }) => message !== undefined))
  const [said] = server.bodies('/progress').filter(({ message }) => message !== undefined)
  expect(said?.message).toMatch(/^Waits for its window: this node’s clock is behind/)
  await until('completion', () => server.bodies('/complete').length > 0)
  expect(Date.now()).toBeGreaterThan(opens - 120_000)
  expect(server.bodies('/fail')).toEqual([])
})

it.concurrent('runs no job that is for another node, is not offered, or has invalid parameters', async () => {
  const { server, stateDir } = await setUp([
    { task_name: 'clear_cache', target_node_did: 'did:kos:griot:2' },
    { task_name: 'format_disk' },
    { task_name: 'restart_service', params: { service_name: 'sshd' } },
  ])
  const agent = startAgent(server.address, stateDir)
  await until('three refusals', () => server.bodies('/fail').length >= 3)
  const messages = server.bodies('/fail').map(({ message }) => message)
  expect(messages[0]).toContain('did:kos:griot:2')
  expect(messages[1]).toContain('the task format_disk on this node. Seen: none.')
  expect(messages[2]).toContain('params.service_name must be one of heartbeat')
  const codes = ['other_node', 'offer_differs', 'params_unfit']
  expect(server.bodies('/fail')).toMatchObject(
    codes.map((code) => ({
      message: expect.stringMatching(new RegExp(`^Consent could not be verified \\(${code}\\): `)),
      result: { consent: { code, expected: expect.any(String), seen: expect.any(String) } },
    })),
  )
  expect(agent.output()).toMatch(/ error Job \S+: Consent could not be verified \(other_node\)/)
  expect(agent.output()).toMatch(/ warn {2}This node trusts the server: no owner’s key is pinned\./)
})

/** What /proc tells about each process that this one has started. */
const childrenOf = (parent: number | undefined) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && fieldOf(name, 'status').includes(`\nPPid:\t${parent}\n`))
    .map((name) => ({ command: fieldOf(name, 'cmdline'), environment: fieldOf(name, 'environ') }))

/** Empty when it has ended. */
function fieldOf(pid: string, field: string): string {
  try {
    return readFileSync(join('/proc', pid, field), 'latin1')
  } catch {
    return ''
  }
}

const tokenFile = (): string => {
  const file = join(tempDir(), 'token')
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  return file
}

it.runIf(process.platform === 'linux').concurrent.each<[string, () => [string[], Record<string, string>]]>([
  ['in its environment', () => [[], { HAKIM_AGENT_TOKEN: token }]],
  ['in a file', () => [['--token-file', tokenFile()], {}]],
])('given its token %s, passes it on to no command, service or guard', async (where, given) => {
  const [args, env] = given()
  const { server, stateDir } = await setUp([{ task_name: 'nap' }])
  const tasks = writeTasks({
    tasks: [{ name: 'nap', command: ['sleep', '86397'] }],
    service: { name: 'own', command: ['sleep', '86398'] },
  })
  const agent = startAgent(server.address, stateDir, ['--tasks', tasks, ...args], env)
  const started = (text: string) => childrenOf(agent.pid).some(({ command }) => command.includes(text))
  for (const text of ['86397', '86398', '--end-job']) await until(`the process ${text}`, () => started(text))
  for (const { command, environment } of childrenOf(agent.pid)) {
    expect(environment).toContain('PATH=')
    expect(command + environment).not.toContain(token)
  }
  // The system keeps the environment that the agent was started with; the docs say so.
  expect(fieldOf(String(agent.pid), 'environ').includes(token)).toBe(where === 'in its environment')
  expect(fieldOf(String(agent.pid), 'cmdline')).not.toContain(token)
  expect(await agent.end('SIGTERM')).toBe(0)
})

it.concurrent('runs its built-in tasks', async () => {
  const { server, stateDir } = await setUp([
    { task_name: 'restart_service', params: { service_name: 'heartbeat' } },
    { task_name: 'collect_diagnostics' },
    { task_name: 'clear_cache' },
  ])
  startAgent(server.address, stateDir)
  await until('three completions', () => server.bodies('/complete').length >= 3)
  const [restart, diagnostics, clear] = server.bodies('/complete').map(({ result }) => result)
  expect(restart).toMatchObject({ service_name: 'heartbeat', answers: true })
  const [before, after] = ['pid_before', 'pid_after'].map((key) => pidIn(restart, key))
  expect(before).toBeGreaterThan(0)
  expect(after).not.toBe(before)
  expect(diagnostics).toMatchObject({ system: {}, cpu: {}, memory: {}, agent: { log: expect.any(Array) } })
  expect(pidIn(clear, 'files')).toBeGreaterThan(0)
})
