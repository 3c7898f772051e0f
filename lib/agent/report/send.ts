import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { type Api, isRefusal, isTransient, pauseMs } from '@/lib/agent/server/api'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseReport } from '@/lib/reports/domain/report'
import type { ReportBuffer } from './buffer'
import { envelopeOf } from './compose-report'

const maxBatch = 500
const maxBatchBytes = 512 * 1024
/** A server that goes up and down is not missed for longer. */
const longestDeafMs = 10_000

const answerSchema = z.object({
  rejected: z.array(z.object({ index: z.number(), error: z.unknown() })).default([]),
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * Sends buffered reports, oldest first. Returns a function that sends one batch and returns how many milliseconds to
 * wait before the next; null if there is nothing to send. A batch that the server rejects is split, so that one bad
 * report does not block the others. After a Retry-After the sender waits, even if woken: a server that answers another
 * call may still have no room for reports. For the same reason it waits when it was woken once in vain.
 */
export function createSender(settings: {
  api: Api
  buffer: ReportBuffer
  log: Log
  signal: AbortSignal
  /** A monotonic clock in milliseconds. */
  now?: () => number
}): (nodeDid: string) => Promise<number | null> {
  const { api, buffer, log, now = () => performance.now() } = settings
  let limit = maxBatch
  let failures = 0
  /** When the last pause is over, and when the next call may be made even if woken. */
  let dueAt = 0
  let notBefore = 0

  const sendable = (raw: JsonObject, nodeDid: string): JsonObject[] => {
    const report = envelopeOf(raw, nodeDid)
    if (report.target_node_did !== nodeDid) {
      log.warn(
        `Dropped a buffered report of ${textOf(report.target_node_did)}: the token belongs to ${nodeDid}.`,
      )
      return []
    }
    const parsed = parseReport(report)
    if (parsed.ok) return [report]
    const problems = parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    log.error(`Dropped an invalid buffered report: ${problems}`)
    return []
  }

  return async (nodeDid) => {
    if (now() < notBefore) return notBefore - now()
    const batch = buffer.read(limit, maxBatchBytes)
    if (!batch) return null
    const reports = batch.records.flatMap((raw) => sendable(raw, nodeDid))
    if (reports.length === 0) {
      batch.ack()
      return 0
    }
    const calledAt = now()
    const answer = await api('POST', '/api/v1/reports', reports, {
      timeoutMs: 30_000,
      signal: settings.signal,
    })
    if (answer.ok) {
      const { rejected } = answerSchema.catch({ rejected: [] }).parse(answer.body)
      for (const { index, error } of rejected.slice(0, 3))
        log.error(`The server rejected report ${textOf(reports[index]?.report_id)}: ${textOf(error)}`)
      if (rejected.length > 3) log.error(`… and ${rejected.length - 3} more reports.`)
      batch.ack()
      failures = 0
      limit = Math.min(maxBatch, limit * 2)
      return 0
    }
    buffer.sync()
    const isBatchInvalid = [400, 413, 422].includes(answer.status)
    if (isBatchInvalid && batch.records.length === 1) {
      log.error(`The server rejected report ${textOf(reports[0]?.report_id)}: ${answer.detail}`)
      batch.ack()
      return 0
    }
    if (isBatchInvalid) {
      limit = Math.max(1, Math.floor(batch.records.length / 2))
      return 0
    }
    failures += 1
    if (!isTransient(answer.status) && !isRefusal(answer.status) && failures === 1)
      log.error(`Cannot send reports: ${answer.detail} (status ${answer.status}). Is --server correct?`)
    const pause = pauseMs(answer, failures)
    const isWokenInVain = calledAt < dueAt
    dueAt = now() + pause
    if (answer.retryAfter !== null) notBefore = dueAt
    else if (isWokenInVain) notBefore = now() + Math.min(pause, longestDeafMs)
    return pause
  }
}
