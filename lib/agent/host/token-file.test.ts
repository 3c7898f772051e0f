import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { readTokenFile, tokenFileProblem } from './token-file'

afterEach(removeTempDirs)

function fileOf(content: string, mode = 0o600): string {
  const file = join(tempDir(), 'token')
  writeFileSync(file, content)
  chmodSync(file, mode)
  return file
}

it.each([0o600, 0o400])('reads the token of a file of mode %i', (mode) => {
  expect(readTokenFile(fileOf('hk_secret\n', mode))).toBe('hk_secret')
})

it.each(['0640', '0604', '0620', '0666'])('refuses a file of mode %s and says how to mend it', (mode) => {
  const file = fileOf('hk_secret\n', Number.parseInt(mode, 8))
  // For an agent that is not root, a file of root may be readable by its group; here the owner runs the test.
  expect(() => readTokenFile(file)).toThrow(`has mode ${mode}, and only its owner may read it: chmod 600`)
})

it.each(['', '\n', 'HAKIM_AGENT_TOKEN=hk secret', 'hk_one\nhk_two'])('refuses the content %j', (content) => {
  expect(() => readTokenFile(fileOf(content))).toThrow('one line')
})

it('says that there is no file', () => {
  expect(() => readTokenFile(join(tempDir(), 'none'))).toThrow('ENOENT')
})

it.each<[string, { uid: number; mode: number }, number, string | null]>([
  ['its own', { uid: 7, mode: 0o100600 }, 7, null],
  ['of root, which only its group reads', { uid: 0, mode: 0o100440 }, 7, null],
  ['of root, which its group reads, for root', { uid: 0, mode: 0o100440 }, 0, 'has mode 0440'],
  ['of root, which everybody reads', { uid: 0, mode: 0o100444 }, 7, 'has mode 0444'],
  ['of root, which its group changes', { uid: 0, mode: 0o100660 }, 7, 'has mode 0660'],
  ['its own, which its group reads', { uid: 7, mode: 0o100640 }, 7, 'has mode 0640'],
  ['of somebody else', { uid: 8, mode: 0o100600 }, 7, 'belongs to user 8, and must belong to root or user 7'],
  ['of somebody else, for root', { uid: 8, mode: 0o100600 }, 0, 'belongs to user 8'],
])('a file %s', (_, stats, me, problem) => {
  const found = tokenFileProblem(stats, me)
  if (problem === null) expect(found).toBeNull()
  else expect(found).toContain(problem)
})
