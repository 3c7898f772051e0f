import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import type { LogLine, Outcome } from '@/lib/agent/host/task'
import { readSettings } from '@/lib/agent/host/task-file'
import { tasksOfCommands } from '@/test/tasks-file'
import { removeTempDirs } from '@/test/temp-folder'
import { commandTask } from './command-task'

const settings = readSettings(tasksOfCommands())
afterAll(removeTempDirs)

/** Runs a task of the file; `stopAt` ends it once a line has that text. */
async function run(name: string, stopAt?: string): Promise<{ outcome: Outcome; lines: string[] }> {
  const task = settings.tasks.find((one) => one.name === name)
  if (!task) throw new Error(`There is no task ${name}`)
  const lines: string[] = []
  const stop = new AbortController()
  const outcome = await commandTask(task, settings.folder).run({
    jobId: randomUUID(),
    params: {},
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
  const { outcome, lines } = await run('no_newline', 'Step 1')
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
