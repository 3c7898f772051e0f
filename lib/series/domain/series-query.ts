import { z } from 'zod'
import { ok, type Result } from '@/lib/kernel/errors'
import { storableText } from '@/lib/kernel/json/schemas'
import { timeZone } from '@/lib/kernel/time/schemas'
import { parseQuery, time, whole } from '@/lib/kernel/url/query'
import { maxBuckets } from './time-range'

/** Columns of an answer are bounded: names times buckets. */
const mostMetrics = 100

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
    tz: timeZone.default('UTC'),
  })
  .refine((query) => Date.parse(query.from) < Date.parse(query.to), {
    path: ['to'],
    message: 'must be after from',
  })

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
