import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, expect, it } from 'vitest'
import { version } from '@/package.json'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { configureAgent } from './command'

afterEach(removeTempDirs)

/** What the agent prints for these arguments before it would start. */
async function printed(...args: string[]): Promise<string> {
  let text = ''
  const write = (more: string): void => {
    text += more
  }
  // Its subcommands are made with these settings.
  const program = new Command('agent').exitOverride().configureOutput({ writeOut: write, writeErr: write })
  const agent = configureAgent(program, ['node'])
  await expect(agent.parseAsync(args, { from: 'user' })).rejects.toThrow()
  return text
}

it.each(['--version', '-V'])('prints its version for %s', async (option) => {
  expect(await printed(option)).toBe(`${version}\n`)
})

it('takes its token from one place', async () => {
  const file = join(tempDir(), 'token')
  writeFileSync(file, 'hk_secret\n', { mode: 0o600 })
  expect(await printed('--token', 'hk_other', '--token-file', file)).toContain('cannot be used with')
})

it.each([
  ['--token-file', '/nonexistent/token', 'no such file'],
  ['--server', 'http://user@hakim.example.org', 'Give a URL'],
  ['--interval', '0', 'from 1 to 3600'],
])('says what is wrong with %s %s', async (option, value, text) => {
  expect(await printed(option, value)).toContain(text)
})

it('needs a server to show what is pending', async () => {
  expect(await printed('pending', '--server', 'http://user@hakim.example.org')).toContain('Give a URL')
  expect(await printed('--token', 'hk_1', 'pending')).toContain('give the URL of the Hakim server')
  expect(await printed('pending', '--help')).toContain('six words')
})
