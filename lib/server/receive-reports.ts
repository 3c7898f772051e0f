import { ingestContextOf } from '@/lib/auth/context'
import { fail, type Result } from '@/lib/kernel/errors'
import { createAdmission, type Place } from '@/lib/reports/domain/admission'
import { type Ingested, ingestReports } from '@/lib/reports/services/ingest-reports'
import { announcedBytes, bodyProblem, type Message, readText } from '@/lib/transport/body'
import { viewerKey } from '@/lib/transport/event-stream'
import { faultAnswer } from '@/lib/transport/fault'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { reportsReader } from '@/lib/transport/report-body'

const MB = 1024 * 1024

/** 1,000 reports of 4 kB. */
const maxReportsBytes = 4 * MB

/** 24 MB of reports are stored in about two seconds, so nobody waits much longer than that for an answer. */
const admission = createAdmission({ calls: 2_000, bytes: 24 * MB, callsEach: 200, bytesEach: 8 * MB })

/** A database that hangs leaves nobody without an answer. What it stores after all, a repeat finds as duplicates. */
const patienceMs = 10_000
const tooSlow = fail('unavailable', 'The database takes too long; send the reports again.', { retryAfter: 5 })

/**
 * `POST /api/v1/reports`. Who calls is known before the body is read, and a call holds its place among all that wait
 * until the database has answered.
 */
export async function receiveReports(message: Message): Promise<Answer> {
  try {
    const result = await receive(message)
    if (!result.ok) return problemAnswer(result.error)
    return {
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify(result.value),
    }
  } catch (error) {
    return faultAnswer(error)
  }
}

async function receive(message: Message): Promise<Result<Ingested>> {
  const context = await ingestContextOf(message.headers.get('authorization'))
  if (!context.ok) return context
  const reader = reportsReader(message)
  if (!reader.ok) return reader
  const readable = bodyProblem(message, maxReportsBytes)
  if (!readable.ok) return readable
  const place = admission(viewerKey(context.value.viewer), announcedBytes(message) ?? 0)
  if (!place.ok) return place
  const text = await readBody(message, place.value)
  if (!text.ok) return text
  const call = { bytes: text.value.length, read: () => reader.value(text.value) }
  return withPatience(ingestReports(context.value, call), place.value.leave)
}

/** The body, for which the place grows when its size was not announced; the place is given up when it cannot be had. */
async function readBody(message: Message, place: Place): Promise<Result<string>> {
  let read = false
  try {
    const grow = announcedBytes(message) === null ? place.grow : undefined
    const text = await readText(message, maxReportsBytes, grow)
    read = text.ok
    return text
  } finally {
    if (!read) place.leave()
  }
}

/** `leave` is called when the reports are stored or refused, also when nobody waited for it. */
const withPatience = (stored: Promise<Result<Ingested>>, leave: () => void): Promise<Result<Ingested>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooSlow), patienceMs)
    const done = (): void => {
      clearTimeout(timer)
      leave()
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
