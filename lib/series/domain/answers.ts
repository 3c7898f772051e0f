import { z } from 'zod'
import { answeredTime, count } from '@/lib/kernel/json/answers'
import { missingReasons } from './missing'
import type { SeriesAnswer } from './series'

// Answers about metrics over time, for the API's description, its routes and the tests of both.

const columnValues = z.array(z.number().nullable())
export const starts = z.array(z.number()).describe('Epoch seconds of the start of each bucket')

export const seriesColumns = z.strictObject({
  unit: z.string(),
  t: starts,
  count: z.array(count),
  min: columnValues,
  avg: columnValues,
  max: columnValues,
  missing: z.array(z.enum(missingReasons).nullable()),
})

export const seriesAnswer = z
  .strictObject({
    node: z.string(),
    from: answeredTime,
    to: answeredTime,
    time_zone: z.string(),
    step_seconds: z.number(),
    tier: z.enum(['raw', '5m', '1h', '6h', '1d']),
    open: z.boolean(),
    t: starts,
    reports: z.array(count),
    worst: z.array(z.string().nullable()),
    gaps: z
      .array(z.strictObject({ from: z.number(), to: z.number() }))
      .describe('Epoch seconds: whole buckets in a row without a report although some were due'),
    more_metrics: z
      .boolean()
      .describe('Without `metrics`, at most 100 are read; true if the range has others: name those you want'),
    series: z.record(z.string(), seriesColumns).describe('By the name of the metric'),
  })
  .meta({ id: 'Series' }) satisfies z.ZodType<SeriesAnswer>
