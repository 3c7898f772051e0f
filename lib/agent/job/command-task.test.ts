import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { LogLine, Outcome } from '@/lib/agent/host/task'
import { readSettings, type Settings } from '@/lib/agent/host/task-file'
import type { JsonObject } from '@/lib/kernel/json/json'
import { tasksOfCommands, writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { commandTask } from './command-task'

const settings = readSettings(tasksOfCommands())
afterAll(removeTempDirs)

/** Runs a task of the file; `stopAt` ends it once a line has that text. */
async function run(
  name: string,
  { stopAt, of = settings, params = {} }: { stopAt?: string; of?: Settings; params?: JsonObject } = {},
): Promise<{ outcome: Outcome; lines: string[] }> {
  const task = of.tasks.find((one) => one.name === name)
  if (!task) throw new Error(`There is no task ${name}`)
  const lines: string[] = []
  const stop = new AbortController()
  const outcome = await commandTask(task, of.folder, of.secrets).run({
    jobId: randomUUID(),
    params,
    signal: stop.signal,
    say: (stream: LogLine['stream'], line) => {
      lines.push(`${stream} ${line}`)
      if (stopAt !== undefined && line.includes(stopAt)) stop.abort()
    },
    spawned: () => {},
    progress: () => {},
  })
  return { outcome, lines }
}

it.concurrent('folds a progress bar and names the line that matters', async () => {
  const { outcome, lines } = await run('progress_bar')
  expect(outcome).toMatchObject({
    ok: false,
    message:
      './progress-bar.sh ended with exit code 3. Last error line: ERROR: signature of block 7 does not match',
  })
  // On a busy machine a few frames are shown on the way.
  expect(lines.length).toBeLessThan(10)
  expect(lines.slice(-2)).toEqual([
    'stdout Fetching layer 4/7 100%',
    'stdout ERROR: signature of block 7 does not match',
  ])
})

it.concurrent('sees no empty lines where CR and LF come apart', async () => {
  const { lines } = await run('split_crlf')
  expect(lines).toEqual([1, 2, 3, 4, 5].map((n) => `stdout line ${n}`))
})

it.concurrent('shows text without a line end long before the line ends', async () => {
  // It would say "done" after 20 seconds.
  const { outcome, lines } = await run('no_newline', { stopAt: 'Step 1' })
  expect(lines).toEqual(['stdout Step 1: stopping the validator (this can take 20 s) ... '])
  expect(outcome.message).toBe('./no-newline.sh was stopped by the agent.')
})

it('names the folder that is missing', async () => {
  const { outcome } = await run('missing_folder')
  expect(outcome).toMatchObject({
    ok: false,
    message: '/bin/ls could not be started: its folder /srv/app/current does not exist (cwd).',
  })
})

it('gives a command the secret that its job names, and neither argument nor output holds the value', async () => {
  const folder = tempDir()
  writeFileSync(join(folder, 'key'), 'hunter2-of-the-node\n', { mode: 0o600 })
  const params = {
    properties: { key: { type: 'string', format: 'secret', enum: ['backup_key'] } },
    required: ['key'],
  }
  const script = 'echo "$1 is $HAKIM_SECRET_key"; printf %s "$HAKIM_SECRET_key" | wc -c'
  const file = writeTasks(
    {
      secrets: { backup_key: { file: 'key' } },
      tasks: [{ name: 'show', params, command: ['sh', '-c', script, 'show', '{key}'] }],
    },
    folder,
  )
  const { outcome, lines } = await run('show', { of: readSettings(file), params: { key: 'backup_key' } })
  expect(lines).toEqual(['stdout backup_key is ***', 'stdout 19'])
  expect(outcome).toMatchObject({ ok: true, ran: ['sh', '-c', script, 'show', 'backup_key'] })
})
