import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { chartedBelow } from '@/lib/reports/domain/metric'

const mostMinutes = 60

const number = z.number('must be a number').min(-chartedBelow).max(chartedBelow)

/** In how many of how many minutes; a report counts until the next one, for up to `carryMinutes`. */
const minutes = {
  minutes: z.int('must be a whole number').min(1, 'must be at least 1').max(mostMinutes).default(1),
  of: z.int('must be a whole number').min(1).max(mostMinutes, `must be at most ${mostMinutes}`).default(1),
}

const fits = { path: ['minutes'], message: 'must be at most the minutes that are looked at' }
const isFit = ({ minutes, of }: { minutes: number; of: number }): boolean => minutes <= of

const metricCondition = z
  .strictObject({
    kind: z.literal('metric'),
    metric: storableText.min(1, 'must name a metric').max(255),
    over: z.boolean().default(true).describe('false: under the limit'),
    limit: number,
    recovery: number
      .nullable()
      .default(null)
      .describe('The recovery limit: it recovers on the other side of this; null: of the limit'),
    ...minutes,
  })
  .refine(isFit, fits)
  .refine(
    ({ over, limit, recovery }) => recovery === null || (over ? recovery <= limit : recovery >= limit),
    { path: ['recovery'], message: 'must not be beyond the limit' },
  )

const statusCondition = z
  .strictObject({
    kind: z.literal('status'),
    status: z.enum(['Warning', 'Error', 'Unknown'], 'must be Warning, Error or Unknown'),
    ...minutes,
  })
  .refine(isFit, fits)

const diagnosisCondition = z
  .strictObject({
    kind: z.literal('diagnosis'),
    code: storableText.min(1, 'must be the code of a diagnosis').max(200).nullable().describe('null: any'),
    ...minutes,
  })
  .refine(isFit, fits)

const silenceCondition = z.strictObject({
  kind: z.literal('silence'),
  minutes: z
    .int('must be a whole number')
    .min(1)
    .max(1_440)
    .nullable()
    .default(null)
    .describe('Without a report; null: as soon as the node counts as silent'),
})

export const condition = z.discriminatedUnion(
  'kind',
  [metricCondition, statusCondition, diagnosisCondition, silenceCondition],
  'must be a condition on a metric, status, diagnosis or silence',
)

export type Condition = z.infer<typeof condition>
export type MetricCondition = z.infer<typeof metricCondition>
export type StatusCondition = z.infer<typeof statusCondition>
export type DiagnosisCondition = z.infer<typeof diagnosisCondition>
export type SilenceCondition = z.infer<typeof silenceCondition>
/** Those that reports decide; silence is decided by the clock. */
export type ReportCondition = Exclude<Condition, SilenceCondition>

export const isReportCondition = (one: Condition): one is ReportCondition => one.kind !== 'silence'
