import { chmodSync, chownSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { pins } from '@/test/signed-job'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { StartError } from './start-error'
import { readSettings } from './task-file'

afterEach(removeTempDirs)

const task = { name: 'sync', command: ['/bin/echo', 'hello'] }

it('has defaults without a file', () => {
  expect(readSettings(null)).toMatchObject({
    tasks: [],
    builtin: true,
    service: { name: 'heartbeat' },
    thresholds: { cpu_usage_percent: { warning: 85, error: 95 } },
  })
})

it('reads whose signatures a job needs', () => {
  expect(readSettings(writeTasks({ consent: pins })).consent).toEqual(pins)
  expect(readSettings(writeTasks({})).consent).toBeNull()
})

it('reads the example in the docs', () => {
  const settings = readSettings(writeTasks(readFileSync('docs/agent-tasks.example.json', 'utf8')))
  expect(settings.tasks.length).toBeGreaterThan(1)
  expect(settings.dependencies.length).toBeGreaterThan(0)
})

const wrong: [string, unknown, string][] = [
  ['text that is not JSON', '{', 'is not JSON'],
  ['a command as one string', { tasks: [{ ...task, command: 'rm -rf x' }] }, 'tasks[0].command'],
  ['an empty command', { tasks: [{ ...task, command: [] }] }, 'tasks[0].command'],
  ['an unknown key', { task: [] }, 'task'],
  ['an unknown placeholder', { tasks: [{ ...task, command: ['echo', '{who}'] }] }, 'tasks[0].command[1]'],
  ['a name twice', { tasks: [task, task] }, 'tasks[1].name: sync is defined twice'],
  [
    'a dependency without a port',
    { dependencies: [{ dependency_did: 'did:kos:griot:2', address: 'host' }] },
    'dependencies[0].address: must be host:port',
  ],
  [
    'thresholds in the wrong order',
    { thresholds: { cpu_usage_percent: { warning: 99 } } },
    'thresholds.cpu_usage',
  ],
  [
    'pins that need more owners than there are',
    { consent: { ...pins, required: 4 } },
    'consent.required: is 4',
  ],
  ['pins without a node', { consent: { ...pins, node: undefined } }, 'consent.node'],
  ['a timeout of 0', { tasks: [{ ...task, timeout_seconds: 0 }] }, 'tasks[0].timeout_seconds'],
]

it.each(wrong)('names the field of %s', (_, content, text) => {
  expect(() => readSettings(writeTasks(content))).toThrow(text)
})

it('reads a file through a link, and starts relative paths where the file is, not the link', () => {
  const file = writeTasks({ tasks: [task] })
  const link = join(tempDir(), 'link.json')
  symlinkSync(file, link)
  expect(readSettings(link)).toMatchObject({ tasks: [task], folder: dirname(file) })
})

/** A tasks file three folders deep, whose parts a test then opens to others. */
function deepFile() {
  const top = realpathSync(tempDir())
  const folder = join(top, 'a folder')
  mkdirSync(folder, { mode: 0o755 })
  const file = writeTasks({ tasks: [task] }, folder)
  return { top, folder, file }
}
const problemsOf = (file: string): string[] => {
  try {
    readSettings(file)
    return []
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    expect(error.exitCode).toBe(2)
    return error.message.split('\n').slice(1)
  }
}
const me = process.geteuid?.() ?? 0
const owner = me === 0 ? 'root' : `user ${me}`

it.each([
  ['0664', 'its group'],
  ['0602', 'everybody'],
])('refuses a tasks file of mode %s, since %s could change what is run', (mode) => {
  const { file } = deepFile()
  chmodSync(file, mode)
  expect(problemsOf(file)).toEqual([
    `  ${file} belongs to ${owner} and has mode ${mode}: chmod go-w '${file}'`,
  ])
})

it('refuses a folder above it that others can write, also when a link leads there, and names each', () => {
  const { top, folder, file } = deepFile()
  const link = join(tempDir(), 'link.json')
  symlinkSync(file, link)
  chmodSync(top, 0o777)
  chmodSync(folder, 0o775)
  for (const path of [file, link])
    expect(problemsOf(path)).toEqual([
      `  ${top} belongs to ${owner} and has mode 0777: chmod go-w ${top}`,
      `  ${folder} belongs to ${owner} and has mode 0775: chmod go-w '${folder}'`,
    ])
})

it('accepts a sticky folder, in which nobody else can replace the file, but no sticky file', () => {
  const { top, file } = deepFile()
  chmodSync(top, 0o1777)
  expect(problemsOf(file)).toEqual([])
  chmodSync(file, 0o1666)
  expect(problemsOf(file)).toEqual([expect.stringContaining('has mode 1666')])
})

it.runIf(me === 0)('refuses what belongs to somebody else, in a sticky folder as well', () => {
  const { top, folder, file } = deepFile()
  chmodSync(top, 0o1777)
  chownSync(file, 4_242, 0)
  expect(problemsOf(file)).toEqual([`  ${file} belongs to user 4242 and has mode 0600: chown root '${file}'`])
  chownSync(file, 0, 0)
  chownSync(folder, 4_242, 0)
  expect(problemsOf(file)).toEqual([
    `  ${folder} belongs to user 4242 and has mode 0755: chown root '${folder}'`,
  ])
})
