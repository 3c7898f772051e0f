import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { writeWhole } from '@/lib/agent/host/state-dir'
import { type Answer, type Api, isTransient } from '@/lib/agent/server/api'

const logLine = z.object({ at: z.string(), stream: z.enum(['stdout', 'stderr', 'system']), line: z.string() })

const entry = z.object({
  job_id: z.guid(),
  verb: z.enum(['complete', 'fail']),
  body: z.object({
    claim_token: z.string(),
    message: z.string(),
    result: z.json().optional(),
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
  /** Sends the kept outcomes. Returns the first answer that calls for a pause, or null. */
  deliver: (timeoutMs?: number) => Promise<(Answer & { ok: false }) | null>
}

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
    for (const name of readdirSync(dir).filter((file) => file.endsWith('.json'))) {
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
    deliver: async (timeoutMs) => {
      for (const { job_id, verb, body } of [...inMemory.values()]) {
        const answer = await api('POST', `/api/v1/jobs/${job_id}/${verb}`, body, { timeoutMs })
        // A rejected token may be replaced later; any other refusal is final.
        if (!answer.ok && (isTransient(answer.status) || answer.status === 401)) return answer
        if (answer.ok) log.info(`Job ${job_id}: ${endOf(verb, body)} and reported.`)
        else log.error(`The server rejected the outcome of job ${job_id}: ${answer.detail}`)
        remove(job_id)
      }
      return null
    },
  }
}

const endOf = (verb: OutboxEntry['verb'], body: OutboxEntry['body']): string =>
  verb === 'complete' ? 'completed' : body.cancelled ? 'stopped on request' : 'failed'

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
