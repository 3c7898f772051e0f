import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { timeZone } from '@/lib/kernel/time/schemas'
import { time, whole } from '@/lib/kernel/url/query'
import { maxBuckets } from './time-range'

/** Bounds the size of an answer: metrics times buckets. `hakim_series_parts` knows this number too. */
export const maxMetrics = 100

const metricNames = storableText
  .max(4_000, 'must have at most 4,000 characters')
  .transform((text) => [...new Set(text.split(',').filter((name) => name !== ''))])
  .refine((names) => names.length > 0, 'must name a metric; leave it out for all metrics')
  .refine((names) => names.length <= maxMetrics, `must name at most ${maxMetrics} metrics`)

/** Read with `from` and `to` in epoch seconds; `metrics` null when all are wanted. */
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
  .transform(({ metrics, from, to, max_points, tz }) => ({
    metrics: metrics ?? null,
    from: Date.parse(from) / 1_000,
    to: Date.parse(to) / 1_000,
    maxPoints: max_points,
    zone: tz,
  }))
