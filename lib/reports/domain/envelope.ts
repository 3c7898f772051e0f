import { z } from 'zod'
import { did, isDid } from '@/lib/kernel/did/did'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

const earliest = Date.UTC(1970, 0, 1)
const yearMs = 366 * 86_400_000

/** An ISO time with a zone, converted to UTC with milliseconds; null outside 1970 … one year from now. */
function utcTime(text: string): string | null {
  const time = Date.parse(text)
  if (!(time >= earliest && time <= Date.now() + yearMs)) return null
  return text.length === 24 && text.endsWith('Z') ? text : new Date(time).toISOString()
}

const timestamp = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601 with a zone, such as 2026-01-31T09:30:00Z' })
  .transform((text, context) => {
    const time = utcTime(text)
    if (time !== null) return time
    context.addIssue({
      code: 'custom',
      message: 'must be between 1970 and one year from now; check the clock of the node',
    })
    return z.NEVER
  })

const object = z.custom<JsonObject>(isJsonObject, 'must be a JSON object').meta({ type: 'object' })
const maxStatusLength = 50
const maxDependencies = 1_000
const longestInterval = 86_400
/** One problem for the whole list: a thousand entries of two bytes each would have a thousand. */
const objects = z
  .custom<JsonObject[]>(
    (value) => Array.isArray(value) && value.length <= maxDependencies && value.every(isJsonObject),
    `must be a list of at most ${maxDependencies} JSON objects`,
  )
  .meta({ type: 'array', items: { type: 'object' }, maxItems: maxDependencies })
const interval = z
  .number('must be a number')
  .min(1, 'must be at least 1')
  .max(longestInterval, `must be at most ${longestInterval}`)

/** A report as sent. */
export const envelopeSchema = z.strictObject({
  report_id: z.guid('must be a UUID').nullish(),
  target_node_did: did,
  timestamp,
  status: z
    .string()
    .min(1, 'must not be empty')
    .max(maxStatusLength, `must have at most ${maxStatusLength} characters`),
  metrics: object.nullish(),
  diagnosis: object.nullish(),
  raw_report: object.nullish(),
  dependencies: objects.optional(),
  logs_summary: object.optional(),
  interval_seconds: interval
    .describe('Seconds until the next report: until then the node is not late')
    .optional(),
})

export type Envelope = z.infer<typeof envelopeSchema>

const members = new Set(Object.keys(envelopeSchema.shape))
const isoTime = z.regexes.datetime({ offset: true })
const isObjectOrNone = (value: unknown): value is JsonObject | null | undefined =>
  value === undefined || value === null || isJsonObject(value)

/**
 * The same result as the schema's for a valid report, at a tenth of its cost, which was half of the cost of ingest. Null
 * leaves the decision to the schema. A property test keeps the two equal.
 */
export function quickEnvelope(input: unknown): Envelope | null {
  if (!isJsonObject(input)) return null
  for (const key in input) if (!members.has(key)) return null
  const { report_id, target_node_did, status, metrics, diagnosis, raw_report } = input
  const { dependencies, logs_summary, interval_seconds } = input
  const isIdOrNone =
    report_id === undefined ||
    report_id === null ||
    (typeof report_id === 'string' && z.regexes.guid.test(report_id))
  if (!isIdOrNone || typeof target_node_did !== 'string' || !isDid(target_node_did)) return null
  if (typeof status !== 'string' || status.length < 1 || status.length > maxStatusLength) return null
  if (!isObjectOrNone(metrics) || !isObjectOrNone(diagnosis) || !isObjectOrNone(raw_report)) return null
  if (logs_summary === null || !isObjectOrNone(logs_summary)) return null
  if (dependencies !== undefined && !isObjectList(dependencies)) return null
  if (interval_seconds !== undefined && !isInterval(interval_seconds)) return null
  if (typeof input.timestamp !== 'string' || !isoTime.test(input.timestamp)) return null
  const timestamp = utcTime(input.timestamp)
  if (timestamp === null) return null
  return {
    report_id,
    target_node_did,
    timestamp,
    status,
    metrics,
    diagnosis,
    raw_report,
    dependencies,
    logs_summary,
    interval_seconds,
  }
}

const isInterval = (value: unknown): value is number =>
  typeof value === 'number' && value >= 1 && value <= longestInterval

const isObjectList = (value: unknown): value is JsonObject[] =>
  Array.isArray(value) && value.length <= maxDependencies && value.every(isJsonObject)
