import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { endFamily, type FamilyEnd } from '@/lib/agent/host/process-family'
import { bootId } from '@/lib/agent/host/process-list'
import { namesIn, writeWhole } from '@/lib/agent/host/state-dir'
import { startOf } from '@/lib/process/start-of.mjs'
import type { Outbox } from './outbox'

const runningJob = z.object({
  job_id: z.guid(),
  claim_token: z.string(),
  task_name: z.string(),
  /** The process group of its command and the start time of the group's leader, once it has been started. */
  group: z.number().int().positive().nullable().default(null),
  started: z.string().nullable().default(null),
  boot: z.string().nullable().default(null),
  /** Its outcome is in the outbox, but some of its processes were still running. */
  reported: z.boolean().default(false),
})
type RunningJob = z.infer<typeof runningJob>

export type RunningJobs = {
  /** Records on disk that a job is about to run. */
  begin: (job: Pick<RunningJob, 'job_id' | 'claim_token' | 'task_name'>) => void
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

/** A killed agent's command may be in the middle of something, so it gets longer than a cancelled one. */
const graceMs = 5_000

/** The running job on disk, so that its processes are found and its end is reported even if this process is killed. */
export function openRunningJobs(dir: string, outbox: Outbox, log: Log): RunningJobs {
  const fileOf = (jobId: string): string => join(dir, `${jobId}.running`)
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
    rmSync(fileOf(jobId), { force: true })
  }
  const change = (jobId: string, changes: Partial<RunningJob>): void => {
    const job = jobs.get(jobId)
    if (job) save({ ...job, ...changes })
  }
  const settleOne = async (job: RunningJob): Promise<boolean> => {
    const rebooted = job.boot !== null && job.boot !== bootId()
    const end = rebooted ? nothingRuns : await endFamily({ jobId: job.job_id, group: ownGroup(job) }, graceMs)
    if (end.left.length > 0) {
      if (!complained.has(job.job_id))
        log.error(
          `${numbered(end.left)} of job ${job.job_id} (${job.task_name}) cannot be ended. No job is claimed until they have ended.`,
        )
      complained.add(job.job_id)
      return false
    }
    if (!job.reported && !outbox.holds(job.job_id)) {
      const message = interruption(job.task_name, rebooted, end)
      log.warn(`Job ${job.job_id}: ${message}`)
      const body = { claim_token: job.claim_token, message, log: [] }
      outbox.put({ job_id: job.job_id, verb: 'fail', body })
    }
    remove(job.job_id)
    return true
  }
  return {
    begin: (job) => save({ ...job, group: null, started: null, boot: bootId(), reported: false }),
    spawned: (jobId, group) => change(jobId, { group, started: startOf(group) }),
    finished: (jobId, clean) => (clean ? remove(jobId) : change(jobId, { reported: true })),
    settle: async () => {
      for (const job of [...jobs.values()]) if (!(await settleOne(job))) return false
      return true
    },
  }
}

const nothingRuns: FamilyEnd = { found: [], left: [], complete: true }

/** The group, unless its leader has ended: its number could be another group's by now. The mark finds the others. */
const ownGroup = ({ group, started }: RunningJob): number | null =>
  group !== null && started !== null && startOf(group) === started ? group : null

const numbered = (pids: readonly number[]): string =>
  pids.length === 1 ? `Process ${pids[0]}` : `Processes ${pids.slice(0, 10).join(', ')}`

function interruption(task: string, rebooted: boolean, { found, complete }: FamilyEnd): string {
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
      return [runningJob.parse(JSON.parse(readFileSync(join(dir, name), 'utf8')))]
    } catch {
      rmSync(join(dir, name), { force: true })
      return []
    }
  })
}
