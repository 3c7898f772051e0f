import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { isRelative, type RangeEnd, relativeMoment } from '@/lib/kernel/time/relative-time'
import { isKnownYear, timeZone, unknownYear } from '@/lib/kernel/time/schemas'
import { whole } from '@/lib/kernel/url/query'
import { maxBuckets } from './time-range'

/** Bounds the size of an answer: metrics times buckets. `hakim_series_parts` knows this number too. */
export const maxMetrics = 100

const metricNames = storableText
  .max(4_000, 'must have at most 4,000 characters')
  .transform((text) => [...new Set(text.split(',').filter((name) => name !== ''))])
  .refine((names) => names.length > 0, 'must name a metric; leave it out for all metrics')
  .refine((names) => names.length <= maxMetrics, `must name at most ${maxMetrics} metrics`)

/** An ISO time, or one relative to now, whose days begin in the zone of the query. */
const rangeTime = z.union(
  [
    z.iso.datetime({ offset: true }),
    z.iso.date(),
    z
      .string()
      .refine(isRelative, { abort: true })
      .meta({ description: 'relative to now', examples: ['now-6h', 'now-1d/d'] }),
  ],
  { error: 'must be a time in ISO 8601, such as 2026-01-31T09:30:00Z, or relative to now, such as now-6h' },
)

type Ends = { from: string; to: string; tz: string }

/** Both ends in epoch seconds, of the same present. */
function momentsOf({ from, to, tz }: Ends): { from: number; to: number } {
  const now = Date.now() / 1_000
  const at = (text: string, end: RangeEnd) => relativeMoment(text, end, now, tz) ?? Date.parse(text) / 1_000
  return { from: at(from, 'from'), to: at(to, 'to') }
}

/** Read with `from` and `to` in epoch seconds; `metrics` null when all are wanted. */
export const seriesQuery = z
  .strictObject({
    metrics: metricNames.optional(),
    from: rangeTime,
    to: rangeTime,
    max_points: whole(1, 1_000, maxBuckets),
    tz: timeZone.default('UTC'),
  })
  .transform((query) => ({
    metrics: query.metrics ?? null,
    ...momentsOf(query),
    maxPoints: query.max_points,
    zone: query.tz,
  }))
  .refine(({ from }) => isKnownYear(from), { path: ['from'], message: unknownYear })
  .refine(({ to }) => isKnownYear(to), { path: ['to'], message: unknownYear })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })
