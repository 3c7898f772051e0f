import { tidyLine } from '@/lib/agent/host/lines'
import type { Log } from '@/lib/agent/host/log'
import type { AgentTask, Outcome, TaskRun } from '@/lib/agent/host/task'
import { aborted, linkSignals, sleep } from '@/lib/agent/host/wait'
import type { Api } from '@/lib/agent/server/api'
import { type JsonObject, jsonProblem } from '@/lib/kernel/json/json'
import { argumentText, shownCommand } from '@/lib/tasks/domain/command-line'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { type CheckSettings, type ClaimedJob, checkJob, longestWaitMs, opensInMs } from './check-job'
import { startProgress } from './job-progress'
import type { Outbox } from './outbox'
import type { RunningJobs } from './running-jobs'
import type { StartedJobs } from './started-jobs'
import type { TriedJobs } from './tried-jobs'

export type Claim = { job: ClaimedJob; claimToken: string; leaseMs: number }

export type JobSettings = {
  api: Api
  log: Log
  outbox: Outbox
  running: RunningJobs
  started: StartedJobs
  tried: TriedJobs
  tasks: readonly AgentTask[]
  /** Whose signatures this node requires; null: it trusts the server. */
  pins: CheckSettings['pins']
  /** Aborted when the agent stops. */
  signal: AbortSignal
}

const stopped: Outcome = { ok: false, message: 'the agent was stopped' }

/** How long a stopping agent waits for its job; it must exit within five seconds. */
const stopPatienceMs = 2_200

async function runTask(task: AgentTask, run: TaskRun): Promise<Outcome> {
  try {
    return await task.run(run)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, message: `${task.offer.name} failed: ${reason}` }
  }
}

/** Returns when the job's window has opened by this node's clock, also if that is corrected meanwhile, or at an abort. */
async function windowOpen(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  const patience = performance.now() + longestWaitMs
  for (let left = opensInMs(job, Date.now()); left > 0; left = opensInMs(job, Date.now())) {
    if (signal.aborted || performance.now() > patience) return
    await sleep(Math.min(left, 1_000), signal)
  }
}

/** A node with pins runs nothing that it could not refuse a second time. */
const unrecordedJob = (reason: string): Outcome => ({
  ok: false,
  message: `This node could not keep on disk that it starts this job (${reason}), so it could not refuse it a second time. Nothing was run.`,
})

/** Characters of one argument that the server keeps. */
const mostShown = 20_000

/** What a task of the agent's own code stands for, with its parameters. */
const builtinCommand = ({ command = [] }: TaskOffer, params: JsonObject): string[] =>
  shownCommand(command, params).map(argumentText)

/** Runs a claimed job to its end and puts the outcome into the outbox. Never throws. */
export async function runJob(claim: Claim, nodeDid: string, settings: JobSettings): Promise<void> {
  const { api, log, outbox, running, started, tried, tasks, pins } = settings
  const { job, claimToken, leaseMs } = claim
  const { job_id, task_name } = job
  running.begin({ job_id, task_name, claim_token: claimToken })
  const lost = new AbortController()
  const cancelled = new AbortController()
  const progress = startProgress({
    api,
    log,
    jobId: job_id,
    claimToken,
    leaseMs,
    onLost: (detail) => {
      log.error(`Job ${job_id} is no longer this agent’s (${detail}). Stopping ${task_name}.`)
      lost.abort()
    },
    onStop: () => {
      log.info(`Job ${job_id}: cancelled. Stopping ${task_name}.`)
      cancelled.abort()
    },
  })
  const stop = linkSignals([settings.signal])
  const either = linkSignals([settings.signal, lost.signal, cancelled.signal])

  const check = (now: number) =>
    checkJob(job, nodeDid, { tasks, pins, ran: started.ran, used: started.used, tried: tried.of }, now)
  let ended = true
  const work = async (): Promise<Outcome & { cancelled?: true; refused?: true }> => {
    const wait = opensInMs(job, Date.now())
    // What is wrong with the job other than its time is said at once.
    const early = check(Date.now() + wait)
    if (!early.ok) return early
    if (wait > 0) {
      const clock = new Date().toISOString()
      progress.progress(0, `Waits for its window: this node’s clock is behind and says ${clock}`)
      log.warn(
        `Job ${job_id}: its window opens at ${job.window?.start}, and this node’s clock says ${clock}.`,
      )
      await windowOpen(job, either.signal)
    }
    const nothing = 'Nothing was run.'
    if (settings.signal.aborted) return stopped
    if (lost.signal.aborted) return { ok: false, message: `The server took this job away. ${nothing}` }
    if (cancelled.signal.aborted)
      return { ok: false, message: `Stopped on request. ${nothing}`, cancelled: true }
    const checked = check(Date.now())
    if (!checked.ok) return checked
    const unrecorded = started.add(checked.document, checked.policies)
    if (unrecorded !== null && pins) return unrecordedJob(unrecorded)
    if (unrecorded !== null) log.warn(`Job ${job_id} could run again after a restart: ${unrecorded}.`)
    log.info(`Job ${job_id}: running ${task_name}.`)
    ended = false
    const { say, progress: report } = progress
    const own = checked.task.offer
    const task = runTask(checked.task, {
      jobId: job_id,
      params: checked.params,
      signal: either.signal,
      say,
      spawned: (group) => running.spawned(job_id, group),
      progress: report,
    })
      .then((outcome) => (own.builtin ? { ...outcome, ran: builtinCommand(own, checked.params) } : outcome))
      .finally(() => {
        ended = true
      })
    const patience = aborted(stop.signal).then(() => sleep(stopPatienceMs))
    const outcome = await Promise.race([task, patience.then(() => stopped)])
    if (settings.signal.aborted) return { ...stopped, left: outcome.left ?? [] }
    if (lost.signal.aborted)
      return { ...outcome, ok: false, message: 'Stopped: the server took this job away from the agent.' }
    // A task that succeeded before it could be stopped is reported as completed.
    if (cancelled.signal.aborted && !outcome.ok)
      return { ...outcome, message: `Stopped on request. ${outcome.message}`, cancelled: true }
    return outcome
  }

  const outcome = await work()
  stop.release()
  either.release()
  if (!outcome.ok) log[outcome.refused ? 'error' : 'warn'](`Job ${job_id}: ${outcome.message}`)
  const rest = await progress.finish(settings.signal.aborted ? 300 : 10_000)
  const unfit = outcome.result === undefined ? null : jsonProblem(outcome.result)
  if (unfit) log.error(`The result of job ${job_id} is omitted: ${unfit.path} ${unfit.message}`)
  outbox.put({
    job_id,
    verb: outcome.ok ? 'complete' : 'fail',
    body: {
      claim_token: claimToken,
      message: tidyLine(outcome.message).slice(0, 2_000).toWellFormed() || 'no message',
      ...(outcome.result === undefined || unfit ? {} : { result: outcome.result }),
      // More than the server keeps is left out, so that it takes the outcome.
      ...(outcome.ran?.every((part) => part.length <= mostShown) ? { ran: [...outcome.ran] } : {}),
      ...(outcome.cancelled ? { cancelled: true } : {}),
      log: rest,
    },
  })
  // What could not be ended stays on disk, so that nothing is claimed before it has ended.
  running.finished(job_id, ended && (outcome.left ?? []).length === 0)
  await outbox.deliver(settings.signal.aborted ? 1_200 : undefined)
}
