import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { readOwn } from '@/lib/agent/host/own-files'
import { childEnv } from '@/lib/agent/host/process-group'
import { writeWhole } from '@/lib/agent/host/state-dir'
import { sleep } from '@/lib/agent/host/wait'
import { startOf } from '@/lib/process/start-of.mjs'
import { endLeft, type LeftJob, leftJob } from './left-job'

/** A process that may have ended since: its id could be another's. */
const known = z.object({ pid: z.number().int().positive(), started: z.string() })
export const guardSchema = known.nullable().default(null)
type KnownGuard = z.infer<typeof guardSchema>

export type Guard = {
  known: KnownGuard
  /** The job has ended: the guard ends without doing anything. */
  dismiss: () => void
}

/** Waits for a word of the agent. The end of the pipe instead of it means that the agent has ended, however that came. */
const script = 'read -r word || exec "$@"'

/** Beside the record of a running job, JOB.running: the processes that its guard has ended. */
const endedOf = (record: string): string => record.replace(/running$/, 'ended')

/**
 * Starts a guard for the job with this record, before its command: a shell in a session of its own that ends what is left of
 * the job as soon as this process has ended. `self`: how to start this program, which the shell then becomes.
 */
export function startGuard(self: readonly string[], record: string): Guard {
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...self, '--end-job', record], {
    // Not the mark of the job, which would end the guard with it.
    env: childEnv(),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a guard, the next start of the agent ends what is left.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  const started = child.pid === undefined ? null : startOf(child.pid)
  return {
    known: child.pid === undefined || started === null ? null : { pid: child.pid, started },
    dismiss: () => void child.stdin.end('ended\n'),
  }
}

/** The mark alone finds the processes, too, if the disk had no room for a record. */
function readRecord(record: string): LeftJob {
  const unrecorded = { job_id: basename(record, '.running') }
  try {
    return leftJob.parse(JSON.parse(readOwn(record).toString()))
  } catch {
    return leftJob.parse(unrecorded)
  }
}

/** What the guard of a killed agent does. */
export async function endLeftJob(record: string): Promise<void> {
  const { found } = await endLeft(readRecord(record))
  if (found.length > 0) writeWhole(endedOf(record), JSON.stringify(found))
}

/** Longer than a guard needs. */
const patienceMs = 10_000

/** Waits until the guard of an earlier agent has ended. Returns the processes that it has ended, and removes their file. */
export async function endedByGuard(guard: KnownGuard, record: string): Promise<number[]> {
  const file = endedOf(record)
  const until = performance.now() + patienceMs
  while (guard !== null && startOf(guard.pid) === guard.started && performance.now() < until) await sleep(50)
  try {
    const ended = z.array(z.number()).safeParse(JSON.parse(readOwn(file).toString()))
    rmSync(file, { force: true })
    return ended.data ?? []
  } catch {
    return []
  }
}
