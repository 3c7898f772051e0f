import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openStateDir as open } from './state-dir'

afterEach(removeTempDirs)

const openStateDir = (dir: string, warn: (message: string) => void = () => {}) => open(dir, warn)

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

it.each(['', 'reports', 'cache', 'outbox'])('is not used if the folder "%s" of it is a link', (part) => {
  const elsewhere = tempDir()
  chmodSync(elsewhere, 0o755)
  const path = join(tempDir(), 'state')
  if (part !== '') mkdirSync(path)
  symlinkSync(elsewhere, join(path, part))
  expect(() => openStateDir(path)).toThrow(`is a symbolic link (to ${elsewhere})`)
  expect(readdirSync(elsewhere)).toEqual([])
  expect(statSync(elsewhere).mode & 0o777).toBe(0o755)
})

it('stops when it has become a link', () => {
  const path = join(tempDir(), 'state')
  const state = openStateDir(path)
  renameSync(path, `${path}.before`)
  symlinkSync(`${path}.before`, path)
  expect(() => state.keep()).toThrow('is a symbolic link')
})

it.runIf(process.geteuid?.() === 0).each(['', 'reports'])(
  'is not used if the folder "%s" of it belongs to somebody else',
  (part) => {
    const path = tempDir()
    mkdirSync(join(path, part), { recursive: true })
    chownSync(join(path, part), 4_242, 0)
    expect(() => openStateDir(path)).toThrow('belongs to user 4242, and the agent runs as user 0')
  },
)

it('closes a folder that others could enter', () => {
  const path = tempDir()
  chmodSync(path, 0o777)
  openStateDir(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
})

it('is made again when it has vanished', () => {
  const path = join(tempDir(), 'state')
  const warnings: string[] = []
  const state = openStateDir(path, (message) => warnings.push(message))
  state.keep()
  expect(warnings).toEqual([])
  rmSync(path, { recursive: true })
  state.keep()
  expect(readdirSync(path).sort()).toEqual(['cache', 'lock', 'outbox', 'reports'])
  expect(warnings).toEqual([`The state folder ${path} had vanished and was made again.`])
  expect(() => openStateDir(path)).toThrow(`process ${process.pid}`)
})

it('does not stop the agent when the disk is full, and is made as soon as there is room', ({ skip }) => {
  const disk = tempDir()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0
  if (!mounted) skip()
  try {
    spawnSync('sh', ['-c', `cat /dev/zero > ${disk}/filling 2>&1`])
    const warnings: string[] = []
    const state = openStateDir(join(disk, 'state'), (message) => warnings.push(message))
    state.keep()
    expect(warnings).toEqual([expect.stringMatching(/cannot be written \(ENOSPC.*kept in memory/)])
    rmSync(join(disk, 'filling'))
    state.keep()
    expect(existsSync(join(disk, 'state', 'lock'))).toBe(true)
    expect(warnings.at(-1)).toContain('can be used again')
  } finally {
    spawnSync('umount', [disk])
  }
})
