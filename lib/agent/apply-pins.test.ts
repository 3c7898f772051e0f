import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { type PinSet, type Pins, pinSetDigest } from '@/lib/signing/domain/pins'
import { bundle, removeBundle } from '@/test/agent'
import type { TestKey } from '@/test/consent-signing'
import { anna, ben, keys, pins } from '@/test/signed-job'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { applyPins } from './apply-pins'
import { readSettings } from './host/task-file'

afterEach(removeTempDirs)
afterAll(removeBundle)

const eve = 'did:web:example.org:eve'
const next: PinSet = {
  ...{ node: pins.node, sequence: 5, required: 1, emergency: null },
  owners: [{ person: eve, keys: [keys.stranger.pinned] }],
}
const signed = (set: PinSet, ...by: TestKey[]) => ({
  pins: set,
  signatures: by.map((one) => ({ key: one.pinned.key, signature: one.sign(pinSetDigest(set)) })),
})
const both = signed(next, keys.anna, keys.ben)
const task = { name: 'sync', command: ['/bin/echo', '1e3'], timeout_seconds: 1.5 }

const tasksWith = (consent: Pins | null = pins): string =>
  writeTasks({ tasks: [task], builtin: false, thresholds: {}, consent })

/** Applies these pins to a tasks file. */
function apply(value: unknown, tasks = tasksWith()) {
  const file = join(tempDir(), 'new-pins.json')
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  const lines: string[] = []
  const before = readFileSync(tasks, 'utf8')
  const code = applyPins(tasks, file, (line) => lines.push(line))
  return { code, text: lines.join('\n'), tasks, before, after: readFileSync(tasks, 'utf8') }
}

it('replaces the pins of the tasks file, and nothing else in it', () => {
  const tasks = tasksWith()
  chmodSync(tasks, 0o640)
  const before = readSettings(tasks)
  const { code, text } = apply(both, tasks)
  expect(code).toBe(0)
  for (const shown of ['Pins 5 of ', eve, keys.stranger.pinned.key, `Signed by ${anna}, ${ben}.`])
    expect(text).toContain(shown)
  const { sequence, ...others } = next
  expect(readSettings(tasks)).toEqual({ ...before, consent: { ...others, delegation: true, sequence } })
  expect(statSync(tasks).mode & 0o777).toBe(0o640)
  expect(readdirSync(dirname(tasks))).toEqual(['tasks.json'])
})

it('asks the owners who are pinned now, and each sequence once', () => {
  const { tasks } = apply(both)
  expect(apply(both, tasks).text).toContain('(not_newer)')
  const again = { ...next, sequence: 6, owners: pins.owners, required: 2 }
  expect(apply(signed(again, keys.anna, keys.ben), tasks).text).toContain('(key_unknown)')
  expect(apply(signed({ ...again, sequence: 5 }, keys.stranger), tasks).text).toContain('(not_newer)')
  expect(apply(signed(again, keys.stranger), tasks).code).toBe(0)
  // The owners of before are back: what they signed then is older.
  expect(apply(both, tasks).text).toContain('(not_newer)')
  expect(readSettings(tasks).consent).toEqual({ ...again, delegation: true })
})

it.each<[string, unknown, string]>([
  ['too few', signed(next, keys.anna), 'quorum'],
  ['two keys of one person', signed(next, keys.anna, keys.annaToo), 'quorum'],
  ['nobody', signed(next), 'quorum'],
  ['a key that is not pinned', signed(next, keys.anna, keys.ben, keys.stranger), 'key_unknown'],
  ['a key for emergencies', signed(next, keys.anna, keys.emergency), 'key_unknown'],
  [
    'owners, for another node',
    signed({ ...next, node: 'did:kos:griot:2' }, keys.anna, keys.ben),
    'other_node',
  ],
  ['owners, and changed since', { ...both, pins: { ...next, sequence: 9 } }, 'signature_bad'],
  ['owners, with a member more', { ...both, pins: { ...next, delegation: true } }, 'malformed'],
  ['nobody, as pins alone', next, 'malformed'],
])('keeps the pins where others are signed by %s', (_, value, code) => {
  const { code: exit, text, before, after } = apply(value)
  expect([exit, after]).toEqual([1, before])
  expect(text).toContain(`The pins stay as they are (${code})`)
})

it('says of new pins that nobody has signed who does it with what', () => {
  const { code, text, before, after } = apply(next)
  expect([code, after]).toEqual([1, before])
  expect(text).toMatch(
    /nobody has signed the new ones .* 2 of the present owners each run "hakim pins sign .*new-pins\.json --key/,
  )
})

it('needs pins that are there, files that can be read, and a tasks file that nobody else can change', () => {
  expect(() => apply(both, tasksWith(null))).toThrow('pins no owner yet')
  expect(() => apply('{')).toThrow('cannot be read: is not JSON')
  expect(() => apply(JSON.stringify(both).replace('"pins"', '"pins":1,"pins"'))).toThrow('cannot be read')
  expect(() => applyPins(tasksWith(), '/nowhere/pins.json', () => undefined)).toThrow('Cannot read the new')
  const open = tasksWith()
  chmodSync(open, 0o666)
  expect(() => apply(both, open)).toThrow('Somebody else could change the tasks file')
})

it('leaves the file as it was if it cannot write, and replaces what a link names, not the link', () => {
  // No room in its name for the file beside it, which is written first.
  const tasks = join(tempDir(), 'n'.repeat(240))
  renameSync(tasksWith(), tasks)
  const before = readFileSync(tasks, 'utf8')
  expect(() => apply(both, tasks)).toThrow('cannot be replaced')
  expect(readFileSync(tasks, 'utf8')).toBe(before)
  const real = tasksWith()
  const link = join(tempDir(), 'link.json')
  symlinkSync(real, link)
  expect(apply(both, link).code).toBe(0)
  expect([lstatSync(link).isSymbolicLink(), readSettings(real).consent?.sequence]).toEqual([true, 5])
})

it('is a command of the agent, which needs neither server nor token', () => {
  const tasks = tasksWith()
  const file = join(tempDir(), 'new-pins.json')
  const run = (value: unknown, ...more: string[]) => {
    writeFileSync(file, JSON.stringify(value))
    return spawnSync(process.execPath, [bundle(), 'pins', 'apply', file, ...more], { encoding: 'utf8' })
  }
  expect(run(both)).toMatchObject({ status: 2, stderr: expect.stringContaining('--tasks') })
  const few = run(signed(next, keys.anna), '--tasks', tasks)
  expect(few).toMatchObject({ status: 1, stdout: expect.stringContaining('(quorum)') })
  expect(run(both, '--tasks', `${tasks}0`)).toMatchObject({ status: 2, stdout: '' })
  const done = run(both, '--tasks', tasks)
  expect(done).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('Restart the agent') })
  expect(readSettings(tasks).consent?.sequence).toBe(5)
})
