import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'

// `script` of util-linux gives the program a terminal of its own.
const hasTerminals = process.platform === 'linux' && existsSync('/usr/bin/script')

let dir: string
beforeAll(() => {
  dir = tempDir()
  const source = `
    import { askSecret, confirmed } from '@/lib/cli/ask'
    const [question] = process.argv.slice(2)
    try {
      const answer = question === 'sure' ? await confirmed('Sure?') : await askSecret('Secret')
      console.log('got ' + JSON.stringify(answer))
    } catch (error) {
      console.log('threw ' + error.message)
    }`
  execFileSync(
    'node_modules/.bin/esbuild',
    ['--bundle', '--platform=node', '--format=esm', `--outfile=${join(dir, 'ask.mjs')}`, '--log-level=error'],
    { input: source },
  )
})
afterAll(removeTempDirs)

/** What is on the screen at the end, once `typed` was typed as soon as the question was there. */
async function screen(command: string[], question: string, typed: string): Promise<string> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let text = ''
  let isAsked = false
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (isAsked || !text.includes(question)) return
      isAsked = true
      child.stdin.end(typed)
    })
  await once(child, 'close')
  return text.replaceAll('\r\n', '\n')
}
const ask = (what: string) => ['node', join(dir, 'ask.mjs'), what]
const atTerminal = (what: string) => ['script', '-qec', ask(what).join(' '), '/dev/null']

it.skipIf(!hasTerminals).each<[string, string, string]>([
  ['a secret', 'open sesame\r', 'Secret: \ngot "open sesame"\n'],
  ['one with a letter taken back', 'open seam\u007fsame\r', 'Secret: \ngot "open seasame"\n'],
  ['nothing', '\r', 'Secret: \ngot ""\n'],
  ['Ctrl-C', 'open\u0003', 'Secret: \nthrew Stopped; nothing was done.\n'],
  ['the end of input', '\u0004', 'Secret: \nthrew Nothing was answered, and nothing was done.\n'],
])('%s typed at a terminal does not show', async (_, typed, shown) => {
  expect(await screen(atTerminal('secret'), 'Secret: ', typed)).toBe(shown)
})

it('a secret is asked for at a terminal alone', async () => {
  expect(await screen(ask('secret'), 'threw', '')).toContain('give --passphrase-file')
})

it.each<[string, boolean | null]>([
  ['yes\n', true],
  [' YES \n', true],
  ['y\n', false],
  ['no\n', false],
  ['\n', false],
  ['yes, but\n', false],
  ['', null],
])('%j says yes: %s', async (typed, said) => {
  const end = said === null ? 'threw Nothing was answered, and nothing was done.' : `got ${said}`
  expect(await screen(ask('sure'), 'Sure? (yes/no) ', typed)).toBe(`Sure? (yes/no) ${end}\n`)
})
