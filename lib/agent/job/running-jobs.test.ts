import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createLog } from '@/lib/agent/host/log'
import { startOf } from '@/lib/process/start-of.mjs'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openOutbox } from './outbox'
import { openRunningJobs } from './running-jobs'

afterEach(removeTempDirs)

const patient = { timeout: 20_000 }
const log = createLog([], () => {})
const outboxIn = (dir: string) =>
  openOutbox(dir, async () => ({ ok: false, status: 0, detail: 'away', retryAfter: null }), log)

/** The first agent's record of a job, and the job's command. Its guard would only leave the file `guarded`. */
function startJob(dir: string) {
  const job_id = randomUUID()
  const running = openRunningJobs(dir, outboxIn(dir), log, ['/bin/sh', '-c', `> ${join(dir, 'guarded')}`])
  running.begin({ job_id, claim_token: 'c', task_name: 'step' })
  const command = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const pid = command.pid ?? 0
  running.spawned(job_id, pid)
  const record = z.object({ guard: z.object({ pid: z.number() }) })
  const { guard } = record.parse(JSON.parse(readFileSync(join(dir, `${job_id}.running`), 'utf8')))
  return { job_id, pid, running, guard: guard.pid }
}

it('ends and reports what is left of a job whose guard was killed together with its agent', async () => {
  const dir = tempDir()
  const { job_id, pid, guard } = startJob(dir)
  process.kill(guard, 'SIGKILL')
  await expect.poll(() => startOf(guard), patient).toBeNull()
  expect(startOf(pid)).not.toBeNull()
  expect(await openRunningJobs(dir, outboxIn(dir), log, []).settle()).toBe(true)
  expect(startOf(pid)).toBeNull()
  expect(readFileSync(join(dir, `${job_id}.json`), 'utf8')).toContain(`Process ${pid} was still running`)
})

it('sends the guard away when the job has ended', async () => {
  const dir = tempDir()
  const { job_id, pid, running, guard } = startJob(dir)
  running.finished(job_id, true)
  await expect.poll(() => startOf(guard), patient).toBeNull()
  expect(existsSync(join(dir, 'guarded'))).toBe(false)
  process.kill(pid, 'SIGKILL')
})
