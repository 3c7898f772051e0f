import { z } from 'zod'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { anyDid } from '@/lib/kernel/did/did'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { jobStatuses } from '@/lib/jobs/domain/status'
import { fieldProblems } from '@/lib/kernel/json/json'
import { storableText } from '@/lib/kernel/json/schemas'
import { maxBuckets } from '@/lib/series/domain/time-range'
import { parseZone } from '@/lib/kernel/time/time-zone'
import { toUtc } from '@/lib/kernel/time/utc-time'

const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a time in ISO 8601, such as 2026-01-31T09:30:00Z',
  })
  .transform(toUtc)

/** Text of a filter. */
export const filterText = storableText.max(255, 'must have at most 255 characters')

export const whole = (least: number, most: number, fallback: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be a whole number from ${least} to ${most}`)
    .max(most, `must be a whole number from ${least} to ${most}`)
    .default(fallback)

/** Columns of an answer are bounded: names times buckets. */
const mostMetrics = 100

const cursor = z
  .string()
  .refine((value) => decodeCursor(value) !== null, 'must be the next_cursor of an earlier answer')

const zone = z.string().transform((text, context) => {
  const found = parseZone(text)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: 'must be an IANA time zone, such as Europe/Berlin or UTC' })
  return z.NEVER
})

const metricNames = storableText
  .max(4_000, 'must have at most 4,000 characters')
  .transform((text) => [...new Set(text.split(',').filter((name) => name !== ''))])
  .refine((names) => names.length > 0, 'must name a metric; without it all metrics are answered')
  .refine((names) => names.length <= mostMetrics, `must name at most ${mostMetrics} metrics`)

export const seriesQuery = z
  .strictObject({
    metrics: metricNames.optional(),
    from: time,
    to: time,
    max_points: whole(1, 1_000, maxBuckets),
    tz: zone.default('UTC'),
  })
  .refine((query) => Date.parse(query.from) < Date.parse(query.to), {
    path: ['to'],
    message: 'must be after from',
  })

export const jobsQuery = z.strictObject({
  status: z.enum(jobStatuses, `must be one of ${jobStatuses.join(', ')}`).optional(),
  node: anyDid.optional(),
  task: filterText.optional(),
  requester: anyDid.optional(),
  from: time.optional(),
  to: time.optional(),
  q: filterText.optional(),
  cursor: cursor.optional(),
  limit: whole(1, 200, 50),
})
export type JobListRequest = z.infer<typeof jobsQuery>

export const reportsQuery = z.strictObject({ cursor: cursor.optional(), limit: whole(1, 1_000, 100) })

/** The query of a URL as a schema reads it; a parameter that is given twice or unknown is a problem. */
export function parseQuery<T>(schema: z.ZodType<T>, params: URLSearchParams): Result<T> {
  const twice = [...params.keys()].find((key) => params.getAll(key).length > 1)
  if (twice)
    return fail('invalid', 'The query is not valid.', {
      fields: [{ path: twice, message: 'is given twice' }],
    })
  const parsed = schema.safeParse(Object.fromEntries(params))
  return parsed.success
    ? ok(parsed.data)
    : fail('invalid', 'The query is not valid.', { fields: fieldProblems(parsed.error) })
}

/** `from` and `to` in epoch seconds; `metrics` null when all are wanted. */
export function parseSeriesQuery(
  params: URLSearchParams,
): Result<{ metrics: string[] | null; from: number; to: number; maxPoints: number; zone: string }> {
  const parsed = parseQuery(seriesQuery, params)
  if (!parsed.ok) return parsed
  const { metrics, from, to, max_points, tz } = parsed.value
  return ok({
    metrics: metrics ?? null,
    from: Date.parse(from) / 1_000,
    to: Date.parse(to) / 1_000,
    maxPoints: max_points,
    zone: tz,
  })
}

export const parseJobsQuery = (params: URLSearchParams): Result<JobListRequest> =>
  parseQuery(jobsQuery, params)

export const parseReportsQuery = (params: URLSearchParams) => parseQuery(reportsQuery, params)
