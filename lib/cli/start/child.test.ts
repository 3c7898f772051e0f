import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startChild } from '@/lib/cli/start/child'
import { findProcess } from '@/lib/postgres/process'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-child-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, source: string): string {
  const file = join(folder, name)
  writeFileSync(file, source)
  return file
}

function start(source: string) {
  let output = ''
  const child = startChild({
    root: resolve('.'),
    args: [program('child.mjs', source)],
    env: process.env,
    onOutput: (text) => {
      output += text
    },
  })
  return { child, says: (text: string) => expect.poll(() => output, { timeout: 10_000 }).toContain(text) }
}

test('stop lets a program finish its work', async () => {
  const { child, says } = start(
    "process.on('SIGTERM', () => { console.log('bye'); process.exit(3) }); setInterval(() => {}, 99); console.log('up')",
  )
  await says('up')
  await child.stop(5000)
  expect(await child.ended).toBe('code 3')
  await says('bye')
})

test('stop ends a program that ignores SIGTERM', async () => {
  const { child, says } = start(
    "process.on('SIGTERM', () => {}); setInterval(() => {}, 99); console.log('up')",
  )
  await says('up')
  await child.stop(200)
  expect(await child.ended).toBe('signal SIGKILL')
})

test('a program with nothing left to do ends, guarded or not', async () => {
  const { child } = start("console.log('done')")
  expect(await child.ended).toBe('code 0')
})

test('a program whose starter was killed by kill -9 ends as well', async () => {
  const guard = resolve('bin/end-with-parent.mjs')
  const sleeper = program('sleeper.mjs', 'setInterval(() => {}, 99); console.log(process.pid)')
  const starter = program(
    'starter.mjs',
    `import { spawn } from 'node:child_process'
     spawn(process.execPath, ['--import', ${JSON.stringify(guard)}, ${JSON.stringify(sleeper)}],
       { detached: true, stdio: ['pipe', 'inherit', 'inherit'] })
     setInterval(() => {}, 99)`,
  )
  const parent = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = await new Promise<number>((found) => parent.stdout.once('data', (text) => found(Number(text))))
  expect(findProcess(pid)).not.toBeNull()
  parent.kill('SIGKILL')
  await expect.poll(() => findProcess(pid), { timeout: 10_000 }).toBeNull()
})
