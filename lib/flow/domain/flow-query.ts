import { z } from 'zod'
import { timeZone } from '@/lib/kernel/time/schemas'
import { time } from '@/lib/kernel/url/query'

const day = 86_400_000

/** The query of `GET /jobs/flow` and `GET /jobs/flow.csv`; the last 30 days unless told otherwise. */
export const flowQuery = z
  .strictObject({ from: time.optional(), to: time.optional(), tz: timeZone.default('UTC') })
  .transform(({ from, to, tz }) => {
    const end = to === undefined ? Date.now() : Date.parse(to)
    const begin = from === undefined ? end - 30 * day : Date.parse(from)
    return { from: begin / 1_000, to: end / 1_000, zone: tz }
  })
  .refine(({ from, to }) => from < to, { path: ['from'], message: 'must be before to' })
  .refine(({ from, to }) => to - from <= 3_660 * 86_400, {
    path: ['from'],
    message: 'must be at most ten years before to',
  })
  .refine(({ from }) => from >= 0, { path: ['from'], message: 'must not be before 1970' })

export type FlowQuery = z.output<typeof flowQuery>
