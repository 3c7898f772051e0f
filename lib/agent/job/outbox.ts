import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { readOwn } from '@/lib/agent/host/own-files'
import { namesIn, writeWhole } from '@/lib/agent/host/state-dir'
import { type Answer, type Api, isTransient } from '@/lib/agent/server/api'
import { countForCall, systemLine } from './job-log'

const logLine = z.object({ at: z.string(), stream: z.enum(['stdout', 'stderr', 'system']), line: z.string() })

const entry = z.object({
  job_id: z.guid(),
  verb: z.enum(['complete', 'fail']),
  body: z.object({
    claim_token: z.string(),
    message: z.string(),
    result: z.json().optional(),
    ran: z.array(z.string()).optional(),
    cancelled: z.literal(true).optional(),
    log: z.array(logLine),
  }),
})
type OutboxEntry = z.infer<typeof entry>

export type Outbox = {
  /** Keeps the outcome of a job on disk until the server has answered. */
  put: (entry: OutboxEntry) => void
  /** Whether an outcome of this job waits to be sent. */
  holds: (jobId: string) => boolean
  /** Sends the kept outcomes, within `patienceMs`. Returns the first answer that calls for a pause, or null. */
  deliver: (patienceMs?: number) => Promise<Refused | null>
}

type Refused = Answer & { ok: false }

/** Whether the same call may succeed later. A rejected token may be replaced; any other refusal is final. */
const mayPass = (answer: Refused): boolean => isTransient(answer.status) || answer.status === 401

/** Job outcomes that have not reached the server yet; they survive a restart of the agent. */
export function openOutbox(dir: string, api: Api, log: Log): Outbox {
  const inMemory = new Map<string, OutboxEntry>()
  const fileOf = (jobId: string): string => join(dir, `${jobId}.json`)
  const keep = (file: string, content: OutboxEntry): void => {
    try {
      writeWhole(file, JSON.stringify(content))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn(`The outcome of job ${content.job_id} is kept only in memory: ${reason}.`)
    }
  }
  const put = (outcome: OutboxEntry): void => {
    inMemory.set(outcome.job_id, outcome)
    keep(fileOf(outcome.job_id), outcome)
  }
  const load = (): void => {
    for (const name of namesIn(dir).filter((file) => file.endsWith('.json'))) {
      const parsed = entry.safeParse(parseFile(join(dir, name)))
      if (parsed.success) inMemory.set(parsed.data.job_id, parsed.data)
      else log.warn(`Skipped ${join(dir, name)}, which is not a job outcome.`)
    }
  }
  load()
  const remove = (jobId: string): void => {
    inMemory.delete(jobId)
    rmSync(fileOf(jobId), { force: true })
  }
  return {
    put,
    holds: (jobId) => inMemory.has(jobId),
    deliver: async (patienceMs) => {
      const until = performance.now() + (patienceMs ?? Number.POSITIVE_INFINITY)
      const ask = (path: string, body: unknown) =>
        api('POST', path, body, patienceMs === undefined ? {} : { timeoutMs: until - performance.now() })
      for (const kept of [...inMemory.values()]) {
        const { job_id, verb } = kept
        const refused = await sendLog(kept, ask, put, () => performance.now() >= until)
        if (refused) return refused
        const body = inMemory.get(job_id)?.body ?? kept.body
        const answer = await ask(`/api/v1/jobs/${job_id}/${verb}`, body)
        if (!answer.ok && mayPass(answer)) return answer
        if (answer.ok) log.info(`Job ${job_id}: ${endOf(verb, body)} and reported.`)
        else log.error(`The server rejected the outcome of job ${job_id}: ${answer.detail}`)
        remove(job_id)
      }
      return null
    },
  }
}

const noTime: Refused = { ok: false, status: 0, detail: 'the agent is stopping', retryAfter: null }

/**
 * Sends a log that does not fit into the last message, and keeps what is left after each call. If the server accepts
 * none of it, the last message holds the end of it.
 */
async function sendLog(
  kept: OutboxEntry,
  ask: (path: string, body: unknown) => Promise<Answer>,
  put: (entry: OutboxEntry) => void,
  isLate: () => boolean,
): Promise<Refused | null> {
  const { claim_token } = kept.body
  let { log } = kept.body
  for (let count = countForCall(log); count < log.length; count = countForCall(log)) {
    if (isLate()) return noTime
    const answer = await ask(`/api/v1/jobs/${kept.job_id}/progress`, {
      claim_token,
      log: log.slice(0, count),
    })
    if (!answer.ok && mayPass(answer)) return answer
    log = answer.ok ? log.slice(count) : endOfLog(log)
    put({ ...kept, body: { ...kept.body, log } })
  }
  return null
}

/** As many of the last lines as fit into one call, after a line that says how many are missing. */
function endOfLog(log: OutboxEntry['body']['log']): OutboxEntry['body']['log'] {
  const room = countForCall([...log].reverse()) - 1
  const missing = systemLine(`${log.length - room} lines could not be sent.`)
  return room < 1 ? [missing] : [missing, ...log.slice(-room)]
}

const endOf = (verb: OutboxEntry['verb'], body: OutboxEntry['body']): string =>
  verb === 'complete' ? 'completed' : body.cancelled ? 'stopped on request' : 'failed'

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readOwn(file).toString())
  } catch {
    return null
  }
}
