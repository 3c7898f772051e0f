import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startOf } from '@/lib/process/start-of.mjs'
import { bundle, endAll, removeBundle, setUp, startAgent } from '@/test/agent'
import { until } from '@/test/api-server'
import { tasksOfCommands, writeTasks } from '@/test/tasks-file'
import { tempDir } from '@/test/temp-folder'

vi.setConfig({ testTimeout: 120_000 })
// They mostly wait; each has its own server, folder and agents.
beforeAll(() => void bundle())
afterAll(async () => {
  await endAll()
  removeBundle()
})

const tasks = ['--tasks', tasksOfCommands()]
const linesIn = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []

/** The arguments of a process; empty when it has ended. */
function commandLine(pid: string): string {
  try {
    return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
  } catch {
    return ''
  }
}

it.concurrent('after kill -9 its command ends at once, and the next agent says so before it claims', async () => {
  const file = join(tempDir(), 'runs')
  const { server, stateDir } = await setUp([
    { task_name: 'quiet', params: { file, seconds: 60 } },
    { task_name: 'quiet', params: { file, seconds: 2 } },
  ])
  const first = startAgent(server.address, stateDir, tasks)
  await until('the command', () => linesIn(file).length > 0)
  await first.end('SIGKILL')
  const orphan = Number(linesIn(file)[0]?.split(' ')[0])
  // No other agent runs yet.
  await until('the end of the command', () => startOf(orphan) === null)
  startAgent(server.address, stateDir, tasks)
  await until('the second run', () => server.bodies('/complete').length > 0)
  const runs = linesIn(file).map((line) => line.split(' ')[0])
  const second = runs.indexOf(runs.at(-1))
  expect(new Set(runs).size).toBe(2)
  // The second run begins after the last line of the first.
  expect(new Set(runs.slice(0, second))).toEqual(new Set([String(orphan)]))
  expect(new Set(runs.slice(second)).size).toBe(1)
  expect(server.bodies('/fail')).toMatchObject([
    { message: expect.stringMatching(new RegExp(`${orphan}.* been ended`)) },
  ])
  const paths = server.requests.map(({ path }) => path)
  const reported = paths.findIndex((path) => path.endsWith('/fail'))
  expect(paths.slice(0, reported).filter((path) => path.endsWith('/claim'))).toHaveLength(1)
})

it.runIf(process.platform === 'linux').concurrent(
  'on a stop ends what has moved into a session of its own',
  async () => {
    const file = join(tempDir(), 'beats')
    const { server, stateDir } = await setUp([{ task_name: 'new_session', params: { file } }], ({ path }) =>
      path.endsWith('/progress') && linesIn(file).length > 0
        ? { body: { status: 'Running', lease_seconds: 3, cancel_requested: true } }
        : null,
    )
    startAgent(server.address, stateDir, tasks)
    await until('the outcome', () => server.bodies('/fail').length > 0)
    expect(server.bodies('/fail')).toMatchObject([{ cancelled: true }])
    expect(readdirSync('/proc').filter((name) => commandLine(name).includes(file))).toEqual([])
  },
)

it.runIf(process.platform === 'linux').concurrent(
  'after kill -9 ends the supervised service before it starts another',
  async () => {
    const folder = tempDir()
    const started = join(folder, 'started')
    const command = ['bash', '-c', `echo $$ >> ${started}; exec sleep 600`]
    const file = writeTasks({ service: { name: 'own', command } }, folder)
    const { server, stateDir } = await setUp()
    const first = startAgent(server.address, stateDir, ['--tasks', file])
    await until('the service', () => linesIn(started).length === 1)
    await first.end('SIGKILL')
    const second = startAgent(server.address, stateDir, ['--tasks', file])
    await until('the next service', () => linesIn(started).length === 2)
    expect(linesIn(started).map(Number).map(startOf)).toEqual([null, expect.any(String)])
    expect(second.output()).toContain('left running by a killed agent')
    expect(await second.end('SIGTERM')).toBe(0)
    expect(linesIn(started).map(Number).map(startOf)).toEqual([null, null])
  },
)
