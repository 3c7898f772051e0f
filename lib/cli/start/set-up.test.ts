import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandError } from '@/lib/cli/exit'
import { setUp } from '@/lib/cli/start/set-up'
import { ConfigError } from '@/lib/config'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hakim-set-up-'))
  for (const name of ['bin', 'dist']) mkdirSync(join(root, name))
  copyFileSync(resolve('bin/end-with-parent.mjs'), join(root, 'bin/end-with-parent.mjs'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** As if the real program did this with the order it got. */
function settingUp(source: string) {
  writeFileSync(join(root, 'dist/set-up.mjs'), source)
  return setUp(root, { owner: 'the owner’s', server: 'the server’s' })
}

test('passes on how to sign in, from a process that got the addresses and ends', async () => {
  const { child, welcome } = settingUp(`process.once('message', ({ owner, server }) => {
    process.send({ kind: 'ready', welcome: { howToSignIn: owner + ' ' + server, agentToken: null } })
  })`)
  expect(await welcome).toEqual({ howToSignIn: 'the owner’s the server’s', agentToken: null })
  expect(await child.ended).toBe('code 0')
})

test('a failure keeps its words and its exit code', async () => {
  const failing = (code: number) =>
    settingUp(`process.once('message', () => {
      process.send({ kind: 'failed', message: 'Set PORT.', code: ${code} })
    })`).welcome
  await expect(failing(2)).rejects.toEqual(new ConfigError('Set PORT.'))
  await expect(failing(1)).rejects.toEqual(new CommandError('Set PORT.'))
})

test('an end without an answer says how it ended', async () => {
  await expect(settingUp('process.exit(9)').welcome).rejects.toThrow('could not be set up (code 9)')
})
