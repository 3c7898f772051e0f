import { afterEach, expect, it } from 'vitest'
import { buildCommand } from '@/lib/tasks/domain/built-command'
import { paramsSchema } from '@/lib/tasks/domain/param-schema'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { runCommand } from './run-command'

afterEach(removeTempDirs)

const schema = paramsSchema.parse({ properties: { name: { type: 'string' } }, required: ['name'] })

const naughty = [
  '; rm -rf /',
  '$(id)',
  '`id`',
  'a b  c',
  '"quoted" \'twice\'',
  '| cat /etc/passwd',
  '*',
  'line\nbreak',
  '{mode}',
  '$& $1',
  '',
  '…ü🙂',
]

it.each(naughty)('passes %j to the program as one unchanged argument', async (value) => {
  const print = 'console.log(JSON.stringify(process.argv.slice(1)))'
  const built = buildCommand([process.execPath, '-e', print, '--', '{name}', 'x={name}'], schema, {
    name: value,
  })
  if (!built.ok) throw new Error(built.message)
  const lines: string[] = []
  const end = await runCommand({
    jobId: 'job',
    argv: built.argv,
    cwd: tempDir(),
    timeoutMs: 10_000,
    graceMs: 100,
    signal: new AbortController().signal,
    onStart: () => {},
    onLine: (_, line) => lines.push(line),
  })
  expect(end.exitCode).toBe(0)
  expect(JSON.parse(lines.join(''))).toEqual([value, `x=${value}`])
})
