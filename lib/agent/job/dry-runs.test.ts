import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { createApi } from '@/lib/agent/server/api'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'
import { dryRunDigest } from '@/lib/signing/domain/dry-run'
import { withDigest } from '@/lib/tasks/domain/offer-digest'
import { type Reply, startServer } from '@/test/api-server'
import { pins } from '@/test/signed-job'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import type { WantedDryRun } from './check-job'
import { commandTask } from './command-task'
import { createDryRuns } from './dry-runs'
import { openOutbox } from './outbox'
import type { JobSettings } from './run-job'
import { openRunningJobs } from './running-jobs'
import { openStartedJobs } from './started-jobs'
import { openTriedJobs } from './tried-jobs'

// What a server can have a node do without anybody's approval.

const node = 'did:kos:griot:1'
let server: Awaited<ReturnType<typeof startServer>>
let answer: Reply
let folder: string
let lines: string[]
const stopped = new AbortController()

beforeEach(async () => {
  answer = { body: { taken: true } }
  folder = tempDir()
  lines = []
  server = await startServer(() => answer)
})
afterEach(async () => {
  await server.stop()
  removeTempDirs()
})

const runs = () => {
  const file = join(folder, 'runs')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}
const task = () =>
  commandTask(
    {
      ...{ name: 'note', command: ['true'], timeout_seconds: 600 },
      params: {
        type: 'object',
        properties: { n: { type: 'number' } },
        required: [],
        additionalProperties: false,
      },
      dry_run: { command: ['sh', '-c', `echo run >> ${folder}/runs; echo found`], timeout_seconds: 60 },
    },
    folder,
    {},
  )
/** As an agent has them that has just started. */
const start = (more: Partial<JobSettings> = {}) => {
  const log = createLog([], (line) => lines.push(line))
  const api = createApi({
    ...{ server: server.address, token: 'hk_1', userAgent: 'test' },
    ...{ signal: new AbortController().signal, onAnswer: () => {} },
  })
  const outbox = openOutbox(folder, api, log)
  const tried = openTriedJobs(folder, log)
  const dryRuns = createDryRuns({
    ...{ api, log, outbox, tried, pins: null, tasks: [task()], signal: stopped.signal },
    running: openRunningJobs(folder, outbox, log, ['true']),
    started: openStartedJobs(folder, log),
    ...more,
  })
  return { dryRuns, tried }
}
const wanted = (n: number, more: Partial<WantedDryRun> = {}): WantedDryRun => ({
  ...{ job_id: jobOf(n), revision: 1, task_name: 'note', params: {} },
  offer_digest: withDigest(task().offer).digest,
  ...more,
})
const jobOf = (n: number): string => `0198a1b2-0000-7000-8000-${String(n).padStart(12, '0')}`
const reported = () => server.bodies('/dry-run')

it('reports what was found out, once it is kept what it was', async () => {
  const { dryRuns, tried } = start()
  expect(dryRuns.asked).toEqual({ dry_runs: true })
  await dryRuns.run(wanted(1), node)
  const [result] = reported()
  expect(result).toMatchObject({
    ...{ version: 1, job_id: jobOf(1), revision: 1, node, offer_digest: wanted(1).offer_digest },
    ...{ how: 'ended', exit_code: 0, output: 'found\n', omitted_lines: 0 },
  })
  const { digest } = { digest: dryRunDigest(result as DryRunResult) }
  expect(tried.of(jobOf(1), 1)).toEqual({ digest, exit_code: 0, taken: true })
  expect(start().tried.of(jobOf(1), 1)).toEqual({ digest, exit_code: 0, taken: true })
})

it.each<[string, Partial<WantedDryRun>, Partial<JobSettings>]>([
  ['a task that the node does not have', { task_name: 'other' }, {}],
  ['another entry than its own', { offer_digest: 'a'.repeat(64) }, {}],
  ['a task without a dry run', {}, { tasks: [] }],
  ['a node that the pins are not of', {}, { pins: { ...pins, node: 'did:kos:griot:2' } }],
])('makes none for %s', async (_, other, settings) => {
  await start(settings).dryRuns.run(wanted(1, other), node)
  expect([runs(), reported()]).toEqual([0, []])
  expect(lines.join()).toContain('The server asks for a dry run that is not made')
})

it('makes each revision once, and twelve in an hour, over restarts too', async () => {
  const { dryRuns } = start()
  await dryRuns.run(wanted(0), node)
  await dryRuns.run(wanted(0), node)
  expect([runs(), reported().length]).toEqual([1, 1])
  await start().dryRuns.run(wanted(0), node)
  expect([runs(), reported().length]).toEqual([1, 1])
  start().tried.begin(jobOf(99), 1)
  await start().dryRuns.run(wanted(99), node)
  expect(runs()).toBe(1)
  expect(reported().at(-1)).toMatchObject({ how: 'interrupted', exit_code: null })
  for (let n = 1; n < 30; n += 1) await start().dryRuns.run(wanted(n), node)
  expect(runs()).toBe(11)
  expect(lines.join()).toContain('12 were made within an hour')
})

it('says nothing else in place of what the server has taken, after a restart either', async () => {
  await start().dryRuns.run(wanted(1), node)
  const taken = start().tried.of(jobOf(1), 1)
  expect(taken).toMatchObject({ exit_code: 0, taken: true })
  answer = { status: 409, body: { detail: 'Nobody waits for this dry run any more.' } }
  const restarted = start()
  await restarted.dryRuns.run(wanted(1), node)
  expect(restarted.tried.of(jobOf(1), 1)).toEqual(taken)
  expect(start().tried.of(jobOf(1), 1)).toEqual(taken)
})

it('reports again what did not arrive, and nothing that was refused', async () => {
  answer = { status: 503, body: {} }
  const { dryRuns, tried } = start()
  await dryRuns.run(wanted(1), node)
  expect(await dryRuns.deliver()).toMatchObject({ ok: false, status: 503 })
  expect(tried.of(jobOf(1), 1)).toMatchObject({ taken: false })
  answer = { body: { taken: true } }
  expect(await dryRuns.deliver()).toBeNull()
  expect(tried.of(jobOf(1), 1)).toMatchObject({ taken: true })
  expect(new Set(reported().map((one) => JSON.stringify(one))).size).toBe(1)

  answer = { status: 409, body: { detail: 'Nobody waits for this dry run any more.' } }
  await dryRuns.run(wanted(2), node)
  const calls = reported().length
  expect(await dryRuns.deliver()).toBeNull()
  expect(reported().length).toBe(calls)
  expect(tried.of(jobOf(2), 1)).toMatchObject({ taken: false })
  expect(runs()).toBe(2)
})
