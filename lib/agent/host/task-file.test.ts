import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { readSettings } from './task-file'

afterEach(removeTempDirs)

function fileOf(content: unknown): string {
  const file = join(tempDir(), 'tasks.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const task = { name: 'sync', command: ['/bin/echo', 'hello'] }

it('has defaults without a file', () => {
  expect(readSettings(null)).toMatchObject({
    tasks: [],
    builtin: true,
    service: { name: 'heartbeat' },
    thresholds: { cpu_usage_percent: { warning: 85, error: 95 } },
  })
})

it('reads the example in the docs', () => {
  const settings = readSettings('docs/agent-tasks.example.json')
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
  ['a timeout of 0', { tasks: [{ ...task, timeout_seconds: 0 }] }, 'tasks[0].timeout_seconds'],
]

it.each(wrong)('names the field of %s', (_, content, text) => {
  expect(() => readSettings(fileOf(content))).toThrow(text)
})

it('refuses a file that everyone can write to, since it determines what is run', () => {
  const file = fileOf({ tasks: [task] })
  chmodSync(file, 0o666)
  expect(() => readSettings(file)).toThrow('chmod o-w')
})
