import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { appendTo } from './append-to'

afterEach(removeTempDirs)

it('starts a long log over', () => {
  const file = join(tempDir(), 'log')
  writeFileSync(file, 'x'.repeat(6_000_000))
  appendTo(file)('first\n')
  appendTo(file)('second\n')
  expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n')
})

it('goes on when the disk has been full', ({ skip }) => {
  const disk = tempDir()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) skip()
  try {
    const log = appendTo(join(disk, 'log'))
    spawnSync('sh', ['-c', `cat /dev/zero > ${disk}/filling 2>&1`])
    log('missing\n')
    rmSync(join(disk, 'filling'))
    log('there\n')
    expect(readFileSync(join(disk, 'log'), 'utf8')).toBe('there\n')
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})
