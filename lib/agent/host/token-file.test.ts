import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { readTokenFile } from './token-file'

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

it('refuses a pipe at once', () => {
  const pipe = join(tempDir(), 'pipe')
  execFileSync('mkfifo', ['-m', '600', pipe])
  expect(() => readTokenFile(pipe)).toThrow(`${pipe} is a pipe, not a regular file`)
})

it('says that there is no file', () => {
  expect(() => readTokenFile(join(tempDir(), 'none'))).toThrow('ENOENT')
})
