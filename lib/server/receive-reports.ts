import { ingestContextOf } from '@/lib/auth/context'
import { config } from '@/lib/config'
import { fail, type Result } from '@/lib/kernel/errors'
import { metrics } from '@/lib/metrics/metrics'
import { createAdmission, type Reservation } from '@/lib/reports/domain/admission'
import { usualLimits } from '@/lib/reports/domain/metric-limits'
import { type Ingested, ingestReports } from '@/lib/reports/services/ingest-reports'
import { announcedBytes, bodyProblem, type Message, readText } from '@/lib/transport/body'
import { viewerKey } from '@/lib/transport/event-stream'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { reportsReader } from '@/lib/transport/report-body'
import { thrownAnswer } from '@/lib/transport/thrown'
import { countIngest } from './metrics/count-ingest'

const MB = 1024 * 1024

/** 1,000 reports of 4 kB. */
const maxReportsBytes = 4 * MB

/** Storing 24 MB of reports takes about two seconds, so no call waits much longer than that. */
const admission = createAdmission({ calls: 2_000, bytes: 24 * MB, callsEach: 200, bytesEach: 8 * MB })

/** The longest wait for a slow database. Reports that it still stores are duplicates when sent again. */
const timeoutMs = 10_000
const tooSlow = fail('unavailable', 'The database takes too long. Send the reports again.', { retryAfter: 5 })

/**
 * `POST /api/v1/reports`. The caller is authenticated before the body is read, and a call keeps its reservation until the
 * database has answered.
 */
export async function receiveReports(message: Message): Promise<Answer> {
  try {
    const result = await receive(message)
    countIngest(result)
    if (!result.ok) return problemAnswer(result.error)
    return {
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify(result.value),
    }
  } catch (error) {
    metrics().ingest.calls.inc({ outcome: 'failed' })
    return thrownAnswer(error)
  }
}

async function receive(message: Message): Promise<Result<Ingested>> {
  const context = await ingestContextOf(message.headers.get('authorization'))
  if (!context.ok) return context
  const reader = reportsReader(message)
  if (!reader.ok) return reader
  const readable = bodyProblem(message, maxReportsBytes)
  if (!readable.ok) return readable
  const reservation = admission(viewerKey(context.value.viewer), announcedBytes(message) ?? 0)
  if (!reservation.ok) return reservation
  const text = await readBody(message, reservation.value)
  if (!text.ok) return text
  metrics().ingest.bytes.inc(announcedBytes(message) ?? Buffer.byteLength(text.value))
  const { report, node } = config().mostMetrics
  const limits = { report: report ?? usualLimits.report, node: node ?? usualLimits.node }
  const call = { limits, bytes: text.value.length, read: () => reader.value(text.value) }
  return withTimeout(ingestReports(context.value, call), reservation.value.release)
}

/** Reads the body; the reservation grows if the size was not announced, and is released if reading fails. */
async function readBody(message: Message, reservation: Reservation): Promise<Result<string>> {
  let read = false
  try {
    const grow = announcedBytes(message) === null ? reservation.grow : undefined
    const text = await readText(message, maxReportsBytes, grow)
    read = text.ok
    return text
  } finally {
    if (!read) reservation.release()
  }
}

/** `release` is called when the reports are stored or refused, even after the answer was given up. */
const withTimeout = (stored: Promise<Result<Ingested>>, release: () => void): Promise<Result<Ingested>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooSlow), timeoutMs)
    const done = (): void => {
      clearTimeout(timer)
      release()
    }
    stored.then(
      (result) => {
        done()
        resolve(result)
      },
      (error) => {
        done()
        reject(error)
      },
    )
  })
