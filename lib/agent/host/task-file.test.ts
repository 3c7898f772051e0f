import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { pins } from '@/test/signed-job'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { StartError } from './start-error'
import { openPins, readSettings } from './task-file'

afterEach(removeTempDirs)

const task = { name: 'sync', command: ['/bin/echo', 'hello'] }

it('has defaults without a file', () => {
  expect(readSettings(null)).toMatchObject({
    tasks: [],
    builtin: true,
    service: { name: 'heartbeat' },
    thresholds: { cpu_usage_percent: { warning: 85, error: 95 } },
    dependencies: [],
  })
})

it('reads a service at any port, in any folder, and none', () => {
  for (const service of [{ name: 'Api-2.x_y', port: 1, cwd: 'api' }, { name: 'a', port: 65_535 }, false])
    expect(readSettings(writeTasks({ service })).service).toEqual(service)
  expect(readSettings(writeTasks({ tasks: [{ ...task, cwd: 'in' }] })).tasks).toMatchObject([{ cwd: 'in' }])
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
  [
    'pins that a second member takes away',
    `{"consent": ${JSON.stringify(pins)}, "consent": null}`,
    '  consent: appears twice; keep one of them',
  ],
  [
    'a member of a task twice, however it is escaped',
    '{"tasks": [{"name": "a", "command": ["/bin/true"], "comm\\u0061nd": ["/bin/false"]}]}',
    'tasks[0].command: appears twice',
  ],
  [
    'a command as one string',
    { tasks: [{ ...task, command: 'rm -rf x' }] },
    'tasks[0].command: must be an array',
  ],
  ['an empty command', { tasks: [{ ...task, command: [] }] }, 'tasks[0].command[0]: must name a program'],
  [
    'a program without a name',
    { tasks: [{ ...task, command: [''] }] },
    'tasks[0].command[0]: must name a program',
  ],
  ['a list', [], '(top): '],
  ['an unknown key', { task: [] }, 'task'],
  [
    'a required parameter that is not defined',
    { tasks: [{ ...task, params: { required: ['who'] } }] },
    'tasks[0].params.required[0]',
  ],
  [
    'a task that says it is built in',
    { tasks: [{ ...task, builtin: { name: 'sync', version: 1 } }] },
    'tasks[0]: Unrecognized key: "builtin"',
  ],
  ['an empty folder of a task', { tasks: [{ ...task, cwd: '' }] }, 'tasks[0].cwd'],
  ['an empty folder of a service', { service: { cwd: '' } }, 'service.cwd: '],
  ['a service at port 0', { service: { port: 0 } }, 'service.port: '],
  ['a service at a port over 65535', { service: { port: 65_536 } }, 'service.port: '],
  ['a service whose name begins with a mark', { service: { name: '-api' } }, 'service.name: '],
  ['a service whose name has a blank', { service: { name: 'a b' } }, 'service.name: '],
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
  [
    'a parameter of an unknown type',
    { tasks: [{ ...task, params: { properties: { who: { type: 'text' } } } }] },
    'tasks[0].params.properties.who.type: must be one of string, number, integer, boolean, array, object',
  ],
  [
    'a parameter within a list without a type',
    { tasks: [{ ...task, params: { properties: { all: { type: 'array', items: {} } } } }] },
    'tasks[0].params.properties.all.items.type: must be one of string,',
  ],
  [
    'a default of another type',
    { tasks: [{ ...task, params: { properties: { who: { type: 'string', default: 1 } } } }] },
    'tasks[0].params.properties.who.default: Invalid input: expected string, received number',
  ],
  ['a service that is neither off nor an object', { service: 5 }, 'service: must be false or an object'],
  ['pins without a node', { consent: { ...pins, node: undefined } }, 'consent.node'],
  ['a timeout of 0', { tasks: [{ ...task, timeout_seconds: 0 }] }, 'tasks[0].timeout_seconds'],
]

it.each(wrong)('names the field of %s', (_, content, text) => {
  expect(() => readSettings(writeTasks(content))).toThrow(text)
})

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

it('names every invalid field', () => {
  expect(problemsOf(writeTasks({ tasks: [{ ...task, cwd: '' }], builtin: 1 }))).toEqual([
    expect.stringContaining('tasks[0].cwd: '),
    expect.stringContaining('builtin: '),
  ])
})

it('says why a file cannot be read', () => {
  const file = join(tempDir(), 'none.json')
  expect(() => readSettings(file)).toThrow(/^Cannot read the tasks file: ENOENT/)
  expect(problemsOf(file)).toEqual([])
})

it.each([readSettings, openPins])('refuses a pipe or a folder at once: %o', (read) => {
  const folder = tempDir()
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', ['-m', '600', pipe])
  expect(() => read(pipe)).toThrow(`Cannot read the tasks file: ${pipe} is a pipe, not a regular file.`)
  expect(() => read(folder)).toThrow(`Cannot read the tasks file: ${folder} is a folder`)
})

it('reads a file that begins with a byte-order mark', () => {
  expect(readSettings(writeTasks(`\ufeff${JSON.stringify({ tasks: [task] })}`)).tasks).toMatchObject([task])
})

it('reads a file through a link, and starts relative paths where the file is, not the link', () => {
  const file = writeTasks({ tasks: [task] })
  const link = join(tempDir(), 'link.json')
  symlinkSync(file, link)
  expect(readSettings(link)).toMatchObject({ tasks: [task], folder: dirname(file) })
})

it('refuses a file that others could change', () => {
  const file = writeTasks({ consent: pins })
  chmodSync(file, 0o602)
  for (const read of [readSettings, openPins])
    expect(() => read(file)).toThrow(/^Somebody else could change the tasks file/)
})

it('opens the pins of a file, and replaces them and nothing else', () => {
  const content = { builtin: false, consent: pins, tasks: [task] }
  const file = writeTasks(content)
  const opened = openPins(file)
  expect(opened?.pins).toEqual(pins)
  const next = { ...pins, required: 1 }
  opened?.replace(next)
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify({ ...content, consent: next }, null, 2)}\n`)
  expect(() => opened?.replace({ ...pins, required: 4 })).toThrow('consent.required: is 4')
  expect(openPins(file)?.pins).toEqual(next)
})

it('opens no pins where the file has none', () => {
  expect(openPins(writeTasks({ tasks: [task] }))).toBeNull()
})
