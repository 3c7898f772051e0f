import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { paramsSchema } from '@/lib/tasks/domain/param-schema'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { giveSecrets } from './secrets'
import { readSettings } from './task-file'

afterEach(removeTempDirs)

const keyParam = { type: 'string', format: 'secret', enum: ['backup_key', 'other'] }
const schema = paramsSchema.parse({ properties: { key: keyParam }, required: ['key'] })

function given(content: string | Buffer, { mode = 0o600, name = 'backup_key' } = {}) {
  const folder = tempDir()
  writeFileSync(join(folder, 'key'), content)
  chmodSync(join(folder, 'key'), mode)
  return giveSecrets(schema, { key: name }, { backup_key: { file: 'key' } }, folder)
}

it('gives the value in the environment and hides its lines in the output, the longest first', () => {
  const secrets = given('hunter2\nhunter2-and-more\n-\n')
  if (!secrets.ok) throw new Error(secrets.message)
  expect(secrets.env).toEqual({ HAKIM_SECRET_key: 'hunter2\nhunter2-and-more\n-' })
  expect(secrets.hide('with hunter2-and-more, then hunter2: a-b')).toBe('with ***, then ***: a-b')
})

it.each<[string, string | Buffer, { mode?: number; name?: string }, string]>([
  ['is empty', '\n', {}, 'It is empty.'],
  ['holds a NUL', 'a\0b', {}, 'It holds a NUL'],
  ['is too long', 'x'.repeat(64_001), {}, 'It is over 64 kB.'],
  ['others can read', 'hunter2', { mode: 0o644 }, 'only its owner may read it: chmod 600'],
  ['does not exist', 'hunter2', { name: 'other' }, 'names other, a secret that this node does not have'],
  ['is called as what every object has', 'hunter2', { name: 'constructor' }, 'does not have'],
])('refuses a secret that %s', (_, content, options, message) => {
  const secrets = given(content, options)
  expect(secrets).toMatchObject({ ok: false, param: 'key' })
  expect(secrets.ok ? '' : secrets.message).toContain(message)
})

const settingsOf = (param: object) => () =>
  readSettings(
    writeTasks({
      secrets: { backup_key: { file: 'key' }, other: { file: 'other' } },
      tasks: [{ name: 'back_up', command: ['true'], params: { properties: { key: param } } }],
    }),
  )

it('reads a task that may be given one of the secrets of its node', () => {
  expect(settingsOf(keyParam)().secrets.backup_key).toEqual({ file: 'key' })
})

it.each<[string, object, string]>([
  ['any secret', { type: 'string', format: 'secret' }, 'must list the secrets that a job may name'],
  ['an unknown one', { ...keyParam, enum: ['backup_key', 'gone'] }, 'names gone, which is not under secrets'],
  [
    'one in a list',
    { type: 'array', items: keyParam },
    'holds a secret within; a secret must be a parameter of its own',
  ],
  [
    'one deep within',
    { type: 'array', items: { type: 'object', properties: { key: keyParam } } },
    'holds a secret within; a secret must be a parameter of its own',
  ],
])('refuses a task that may be given %s', (_, param, message) => {
  expect(settingsOf(param)).toThrow(`tasks[0].params.properties.key: ${message}`)
})
