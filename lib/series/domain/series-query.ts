import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { isRelative, type RangeEnd, relativeMoment } from '@/lib/kernel/time/relative-time'
import { isKnownYear, timeZone, unknownYear } from '@/lib/kernel/time/schemas'
import { whole } from '@/lib/kernel/url/query'
import { maxBuckets } from './time-range'

/** Bounds the size of an answer: metrics times buckets. `hakim_series_parts` knows this number too. */
export const maxMetrics = 100

export const metricNames = storableText
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

export type Ends = { from: string; to: string; tz: string }

/** Both ends in epoch seconds, of the same present. */
export function momentsOf({ from, to, tz }: Ends): { from: number; to: number } {
  const now = Date.now() / 1_000
  const at = (text: string, end: RangeEnd) => relativeMoment(text, end, now, tz) ?? Date.parse(text) / 1_000
  return { from: at(from, 'from'), to: at(to, 'to') }
}

type Moments = { from: number; to: number }

/** What is wrong with the moments of a range. */
export function checkRange({ value, issues }: z.core.ParsePayload<Moments>): void {
  const wrong = (name: 'from' | 'to', message: string) =>
    issues.push({ code: 'custom', input: value, path: [name], message })
  if (!isKnownYear(value.from)) wrong('from', unknownYear)
  else if (!isKnownYear(value.to)) wrong('to', unknownYear)
  else if (value.from >= value.to) wrong('to', 'must be after from')
}

/** The range of a query, with its steps. */
export const rangeFields = {
  from: rangeTime,
  to: rangeTime,
  max_points: whole(1, 1_000, maxBuckets),
  tz: timeZone.default('UTC'),
}

/** Read with `from` and `to` in epoch seconds; `metrics` null when all are wanted. */
export const seriesQuery = z
  .strictObject({ metrics: metricNames.optional(), ...rangeFields })
  .transform((query) => ({
    metrics: query.metrics ?? null,
    ...momentsOf(query),
    maxPoints: query.max_points,
    zone: query.tz,
  }))
  .check(checkRange)
