import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { readOwn } from '@/lib/agent/host/own-files'
import type { FamilyEnd } from '@/lib/agent/host/process-family'
import { bootId } from '@/lib/agent/host/process-list'
import { namesIn, writeWhole } from '@/lib/agent/host/state-dir'
import { startOf } from '@/lib/process/start-of.mjs'
import { endedByGuard, type Guard, guardSchema, startGuard } from './guard'
import { endLeft, leftJob } from './left-job'
import type { Outbox } from './outbox'

const runningJob = leftJob.extend({
  claim_token: z.string(),
  task_name: z.string(),
  guard: guardSchema,
  boot: z.string().nullable().default(null),
  /** Its outcome is in the outbox, but some of its processes were still running. */
  reported: z.boolean().default(false),
})
type RunningJob = z.infer<typeof runningJob>

export type RunningJobs = {
  /**
   * Records on disk that a job is about to run, and starts the guard that ends its command if this process is killed. `reported`: nobody
   * is told how it ended.
   */
  begin: (job: Pick<RunningJob, 'job_id' | 'claim_token' | 'task_name'> & { reported?: true }) => void
  /** Records the process group of its command. */
  spawned: (jobId: string, group: number) => void
  /** Its outcome is in the outbox. `clean`: none of its processes had to be left running. */
  finished: (jobId: string, clean: boolean) => void
  /**
   * Ends what a killed agent, or a job that could not be stopped, has left running, and reports the job. Returns whether
   * nothing is left, so that another job may be claimed.
   */
  settle: () => Promise<boolean>
}

/**
 * The running job on disk, so that its processes are found and its end is reported even if this process is killed. `self`:
 * how to start this program.
 */
export function openRunningJobs(dir: string, outbox: Outbox, log: Log, self: readonly string[]): RunningJobs {
  const fileOf = (jobId: string): string => join(dir, `${jobId}.running`)
  const guards = new Map<string, Guard>()
  const jobs = new Map(loadJobs(dir).map((job) => [job.job_id, job]))
  const complained = new Set<string>()
  const save = (job: RunningJob): void => {
    jobs.set(job.job_id, job)
    try {
      writeWhole(fileOf(job.job_id), JSON.stringify(job))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn(`Job ${job.job_id} is recorded only in memory: ${reason}.`)
    }
  }
  const remove = (jobId: string): void => {
    jobs.delete(jobId)
    guards.get(jobId)?.dismiss()
    guards.delete(jobId)
    rmSync(fileOf(jobId), { force: true })
  }
  const change = (jobId: string, changes: Partial<RunningJob>): void => {
    const job = jobs.get(jobId)
    if (job) save({ ...job, ...changes })
  }
  const settleOne = async (job: RunningJob): Promise<boolean> => {
    const rebooted = job.boot !== null && job.boot !== bootId()
    // The guard of this process waits for its end.
    const earlier = rebooted || guards.has(job.job_id) ? null : job.guard
    const before = await endedByGuard(earlier, fileOf(job.job_id))
    const end = rebooted ? nothingRuns : await endLeft(job)
    if (end.left.length > 0) {
      if (!complained.has(job.job_id))
        log.error(
          `${numbered(end.left)} of job ${job.job_id} (${job.task_name}) cannot be ended. No job is claimed until they have ended.`,
        )
      complained.add(job.job_id)
      return false
    }
    if (!job.reported && !outbox.holds(job.job_id)) {
      const message = interruption(job.task_name, rebooted, end, [...new Set([...before, ...end.found])])
      log.warn(`Job ${job.job_id}: ${message}`)
      const body = { claim_token: job.claim_token, message, log: [] }
      outbox.put({ job_id: job.job_id, verb: 'fail', body })
    }
    remove(job.job_id)
    return true
  }
  return {
    begin: (job) => {
      const guard = startGuard(self, fileOf(job.job_id))
      guards.set(job.job_id, guard)
      save({ reported: false, ...job, group: null, started: null, guard: guard.known, boot: bootId() })
    },
    spawned: (jobId, group) => change(jobId, { group, started: startOf(group) }),
    finished: (jobId, clean) => (clean ? remove(jobId) : change(jobId, { reported: true })),
    settle: async () => {
      for (const job of [...jobs.values()]) if (!(await settleOne(job))) return false
      return true
    },
  }
}

const nothingRuns: FamilyEnd = { found: [], left: [], complete: true }

const numbered = (pids: readonly number[]): string =>
  pids.length === 1 ? `Process ${pids[0]}` : `Processes ${pids.slice(0, 10).join(', ')}`

function interruption(task: string, rebooted: boolean, { complete }: FamilyEnd, found: number[]): string {
  const check = 'Check the node before requesting it again.'
  if (rebooted)
    return `The machine was restarted while ${task} was running, so its outcome is unknown. ${check}`
  const killed = `The agent was killed while ${task} was running, so its outcome is unknown.`
  if (found.length === 1) return `${killed} ${numbered(found)} was still running and has been ended. ${check}`
  if (found.length > 1) return `${killed} ${numbered(found)} were still running and have been ended. ${check}`
  return complete
    ? `${killed} None of its processes was running any more. ${check}`
    : `${killed} Its process group was ended; processes with a session of their own cannot be found on this system. ${check}`
}

function loadJobs(dir: string): RunningJob[] {
  return namesIn(dir).flatMap((name) => {
    if (!name.endsWith('.running')) return []
    try {
      return [runningJob.parse(JSON.parse(readOwn(join(dir, name)).toString()))]
    } catch {
      rmSync(join(dir, name), { force: true })
      return []
    }
  })
}
