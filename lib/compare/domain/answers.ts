import { z } from 'zod'
import { answeredTime, count } from '@/lib/kernel/json/answers'
import { seriesColumns, starts } from '@/lib/series/domain/answers'

const stretches = z.array(z.strictObject({ from: z.number(), to: z.number() }))
const series = z.record(z.string(), seriesColumns).describe('By the name of the metric')

/** The answer of `GET /series`. */
export const comparisonAnswer = z
  .strictObject({
    from: answeredTime,
    to: answeredTime,
    time_zone: z.string(),
    step_seconds: z.number(),
    tier: z.enum(['raw', '5m', '1h', '6h', '1d']),
    open: z.boolean(),
    t: starts,
    nodes: z.array(
      z.strictObject({
        node: z.string(),
        name: z.string().nullable(),
        reports: z.array(count),
        worst: z.array(z.string().nullable()),
        gaps: stretches.describe(
          'Epoch seconds: whole buckets in a row without a report although some were due',
        ),
        series,
        previous: z
          .strictObject({ t: starts, reports: z.array(count), gaps: stretches, series })
          .nullable()
          .describe(
            'The period of the same length before, bucket by bucket; null unless `previous` asks for it',
          ),
      }),
    ),
    unknown: z.array(z.string()).describe('Nodes of the query that do not exist for the caller'),
    left_out: count.describe('Nodes of the label beyond the first 50, worst first'),
  })
  .meta({ id: 'Comparison' })

export type ComparisonAnswer = z.output<typeof comparisonAnswer>
