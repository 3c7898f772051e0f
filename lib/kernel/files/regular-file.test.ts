import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { readRegular } from './regular-file'

afterEach(removeTempDirs)

it('reads a file, without a byte-order mark', () => {
  const file = join(tempDir(), 'text')
  writeFileSync(file, '\ufeffone\n\ufefftwo')
  expect(readRegular(file)).toBe('one\n\ufefftwo')
})

it('refuses a pipe at once, though nobody writes into it', () => {
  const pipe = join(tempDir(), 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(() => readRegular(pipe)).toThrow(`${pipe} is a pipe, not a regular file`)
})

it('refuses a folder and a device', () => {
  const folder = tempDir()
  expect(() => readRegular(folder)).toThrow(`${folder} is a folder, not a regular file`)
  expect(() => readRegular('/dev/zero')).toThrow('/dev/zero is a device, not a regular file')
})
