import { z } from 'zod'
import { tidyLine } from '@/lib/agent/host/lines'
import type { Log } from '@/lib/agent/host/log'
import type { LogLine, TaskRun } from '@/lib/agent/host/task'
import { sleep } from '@/lib/agent/host/wait'
import { type Answer, type Api, pauseMs } from '@/lib/agent/server/api'
import { createJobLog } from './job-log'

type JobProgress = Pick<TaskRun, 'say' | 'progress'> & {
  /** Waits up to `patienceMs` for a call under way; returns the lines that have not been sent. */
  finish: (patienceMs: number) => Promise<LogLine[]>
}

const tickMs = 500

/** Heartbeats also bring requests to cancel, so they come more often than the lease needs. */
const maxSilenceMs = 5_000

const responseSchema = z
  .object({ cancel_requested: z.boolean().default(false) })
  .catch({ cancel_requested: false })

/**
 * Whether Hakim says that the job has ended, or that somebody else holds it. Any other refusal can come from a proxy, an
 * outage or a server of another version, and must not stop the command.
 */
const isTaken = (answer: Answer & { ok: false }): boolean =>
  answer.status === 409 && answer.present !== undefined && answer.present !== 'Lost'

/**
 * Sends a job's progress to the server, at most twice a second, with a heartbeat after five seconds or a third of the
 * lease. `onLost` is called once if the server says that the job is no longer this agent's, `onStop` once if somebody
 * asks to stop it.
 */
export function startProgress(settings: {
  api: Api
  log: Log
  jobId: string
  claimToken: string
  leaseMs: number
  onLost: (detail: string) => void
  onStop: () => void
}): JobProgress {
  const { api, log, jobId, claimToken, leaseMs } = settings
  const jobLog = createJobLog()
  const silenceMs = Math.min(leaseMs / 3, maxSilenceMs)
  const stop = new AbortController()
  let pending: { percent?: number; message?: string } = {}
  let failures = 0
  let lost = false
  let stopRequested = false

  /** Makes one call and returns how long to wait before the next. */
  const send = async (): Promise<number> => {
    const lines = jobLog.take()
    const sent = pending
    pending = {}
    const answer = await api(
      'POST',
      `/api/v1/jobs/${jobId}/progress`,
      { claim_token: claimToken, ...sent, log: lines },
      { timeoutMs: Math.max(2_000, leaseMs / 3) },
    )
    if (answer.ok) {
      failures = 0
      jobLog.sent(lines.length)
      if (!stopRequested && responseSchema.parse(answer.body).cancel_requested) {
        stopRequested = true
        settings.onStop()
      }
      return tickMs
    }
    pending = { ...sent, ...pending }
    failures += 1
    if (isTaken(answer)) {
      lost = true
      settings.onLost(answer.detail)
    } else if (answer.status === 400) {
      log.error(`The server rejected ${lines.length} log lines of job ${jobId}: ${answer.detail}`)
      jobLog.sent(lines.length)
      pending = {}
    }
    return Math.min(pauseMs(answer, failures), leaseMs / 3)
  }

  const loop = async (): Promise<void> => {
    let heartbeatAt = performance.now() + silenceMs
    while (!stop.signal.aborted && !lost) {
      const due = performance.now() >= heartbeatAt
      const hasPending = Object.keys(pending).length > 0 || jobLog.waiting() > 0
      const pause = due || hasPending ? await send() : tickMs
      if (due || hasPending) heartbeatAt = performance.now() + silenceMs
      await sleep(pause, stop.signal)
    }
  }
  const looping = loop()

  return {
    say: jobLog.say,
    progress: (percent, message) => {
      const whole = Math.min(100, Math.max(0, Math.floor(percent)))
      if (!Number.isNaN(whole)) pending = { ...pending, percent: whole }
      if (message) pending = { ...pending, message: tidyLine(message).slice(0, 2_000).toWellFormed() }
    },
    finish: async (patienceMs) => {
      stop.abort()
      await Promise.race([looping, sleep(patienceMs)])
      return jobLog.close()
    },
  }
}
