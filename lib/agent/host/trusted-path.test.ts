import { chmodSync, chownSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { runAs } from '@/test/run-as'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { StartError } from './start-error'
import { trustedPath } from './trusted-path'

afterEach(removeTempDirs)

/** A file three folders deep, whose parts a test then opens to others. */
function deepFile(name = 'a folder') {
  const top = realpathSync(tempDir())
  const folder = join(top, name)
  mkdirSync(folder, { mode: 0o755 })
  const file = writeTasks({}, folder)
  return { top, folder, file }
}
const problemsOf = (file: string): string[] => {
  try {
    trustedPath('the tasks file', file)
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
])('refuses a file of mode %s, since %s could change what is run', (mode) => {
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

it.runIf(me === 0)('accepts what belongs to root or to the user of the agent, and nobody else', () => {
  const { top, folder, file } = deepFile()
  runAs(4_242)
  for (const uid of [0, 4_242]) {
    for (const path of [top, folder, file]) chownSync(path, uid, 0)
    expect(trustedPath('the tasks file', file)).toBe(file)
  }
  chownSync(file, 4_343, 0)
  chmodSync(file, 0o666)
  expect(problemsOf(file)).toEqual([
    `  ${file} belongs to user 4343 and has mode 0666: chown 4242 '${file}' && chmod go-w '${file}'`,
  ])
})

it('quotes a path for the shell in which somebody pastes the command', () => {
  const { file } = deepFile("it's")
  chmodSync(file, 0o666)
  expect(problemsOf(file)).toEqual([expect.stringMatching(/: chmod go-w '\/[^' ]*\/it'\\''s\/tasks\.json'$/)])
})

it('accepts any file where the system knows no owners, as on Windows', () => {
  const { file } = deepFile()
  chmodSync(file, 0o666)
  runAs(undefined)
  expect(trustedPath('the tasks file', file)).toBe(file)
})
