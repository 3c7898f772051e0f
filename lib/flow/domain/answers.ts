import { z } from 'zod'
import { answeredTime, count } from '@/lib/kernel/json/answers'

const seconds = z.number().nullable().describe('Seconds')
const spread = z
  .strictObject({ count, p50: seconds, p90: seconds })
  .describe('How long a step took: how many took it, and the 50th and 90th percentile by nearest rank')

const outcomes = z
  .strictObject({
    completed: count,
    failed: count,
    lost: count,
    rejected: count,
    expired: count,
    cancelled: count,
    open: count,
    other: count,
  })
  .describe('What became of the requests so far')

const steps = { decision: spread, start: spread, run: spread, verdict: spread, whole: spread }

const bucket = z.strictObject({ from: answeredTime, to: answeredTime, requested: count, outcomes, ...steps })

/** The answer of `GET /jobs/flow`. */
export const flowAnswer = z
  .strictObject({
    total: bucket,
    buckets: z.array(bucket).describe('By the time of the request'),
    tasks: z.array(z.strictObject({ task: z.string(), requested: count, outcomes, run: spread })),
    people: z.array(
      z.strictObject({
        did: z.string(),
        name: z.string(),
        approved: count,
        rejected: count,
        waited: spread,
        quick: count.describe('Decisions less than five seconds after the request and the decision before'),
      }),
    ),
    waiting: z
      .strictObject({ hour: count, day: count, three_days: count, longer: count, oldest_seconds: seconds })
      .describe('What waits for a decision now, by how long it has waited'),
    cut: z.boolean().describe('Whether the range has more requests than are counted, which are the newest'),
  })
  .meta({ id: 'Flow' })

export type FlowAnswer = z.infer<typeof flowAnswer>
