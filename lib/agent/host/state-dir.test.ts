import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openStateDir } from './state-dir'

afterEach(removeTempDirs)

it('makes a folder that only its owner can enter', () => {
  const path = join(tempDir(), 'deep', 'state')
  openStateDir(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
})

it('lets one agent use it at a time, and is free afterwards', () => {
  const path = tempDir()
  const first = openStateDir(path)
  expect(() => openStateDir(path)).toThrow(`process ${process.pid}`)
  first.release()
  expect(existsSync(join(path, 'lock'))).toBe(false)
  openStateDir(path)
})

it.each([
  ['a process that has ended', `${2 ** 22 - 3} 1\n`],
  ['an earlier process with the same pid', '1 1\n'],
  ['a crash, with nothing in it', ''],
])('takes over the lock left by %s', (_, content) => {
  const path = tempDir()
  writeFileSync(join(path, 'lock'), content)
  expect(() => openStateDir(path)).not.toThrow()
})

it('says what to do when the folder cannot be used', () => {
  const file = join(tempDir(), 'file')
  writeFileSync(file, '')
  expect(() => openStateDir(file)).toThrow('--state-dir')
})
