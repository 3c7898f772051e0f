import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { startProblem } from './start-problem'

afterEach(removeTempDirs)

function script(text: string, mode = 0o755): { dir: string; file: string } {
  const dir = tempDir()
  const file = join(dir, 'run.sh')
  writeFileSync(file, text)
  chmodSync(file, mode)
  return { dir, file }
}

it('names the folder, the program or the interpreter that is missing', () => {
  const dir = tempDir()
  expect(startProblem('/bin/ls', join(dir, 'none'))).toBe(
    `its folder ${join(dir, 'none')} does not exist (cwd)`,
  )
  expect(startProblem('./run.sh', dir)).toBe(`the file ${join(dir, 'run.sh')} does not exist`)
  expect(startProblem('no-such-program', dir)).toBe('no folder of PATH has a program no-such-program')
  const { dir: folder } = script('#!/opt/none/python9 -u\n')
  expect(startProblem('./run.sh', folder)).toBe('its interpreter /opt/none/python9 does not exist')
})

it('says what is wrong with a file that is there', () => {
  const { dir, file } = script('#!/bin/sh\n')
  expect(startProblem('/bin/ls', file)).toBe(`${file} is not a folder (cwd)`)
  expect(startProblem('./run.sh', script('#!/bin/sh\r\necho\r\n').dir)).toContain('Unix line ends')
  expect(startProblem('./run.sh', script('#!/bin/sh\n', 0o644).dir)).toContain('chmod +x')
  expect(startProblem('./run.sh', dir)).toBeNull()
})
