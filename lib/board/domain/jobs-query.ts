import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { jobStatuses } from '@/lib/kernel/job-status'
import { filterText, pageCursor, time, whole } from '@/lib/kernel/url/query'
import { isTimeEnd } from './created-range'
import { risks } from './filter'
import { statusChoice, statusesIn } from './status-choice'

const statusList = z
  .string()
  .transform((text, context) => {
    const choice = statusChoice([text])
    const statuses = choice && statusesIn(choice)
    if (statuses) return statuses
    context.addIssue({
      code: 'custom',
      message: `must be statuses with commas between them (${jobStatuses.join(', ')}), or open, or bad`,
    })
    return z.NEVER
  })
  .describe(
    'Statuses with commas between them; `open`: all that can still change; `bad`: Lost, Failed, Expired',
  )

/** `waiting`: what waits for the decision of the person who asks. */
const waitingToo = (list: typeof statusList) => z.union([z.literal('waiting'), list])

const timeEnd = z
  .string()
  .refine(isTimeEnd, 'must be a time in ISO 8601, or relative to now, such as now-6h or now-1d/d')

const filters = {
  status: statusList.optional(),
  node: anyDid.optional(),
  task: filterText.optional(),
  requester: anyDid.optional(),
  owner: anyDid.optional().describe('An owner of the node now'),
  decider: anyDid.optional().describe('Somebody whose vote on the job was not withdrawn'),
  label: filterText
    .includes(':', 'must be key:value')
    .optional()
    .describe('A label of the node, `key:value`'),
  risk: z.enum(risks, `must be one of ${risks.join(', ')}`).optional(),
  needs: z
    .literal('information', 'must be information')
    .optional()
    .describe('`information`: its requester has to answer a question'),
  from: time.optional(),
  to: time.optional(),
  q: filterText.optional(),
  sort: z.enum(['newest', 'oldest'], 'must be newest or oldest').optional(),
}

export const jobsQuery = z.strictObject({
  ...filters,
  status: waitingToo(statusList).optional(),
  cursor: pageCursor.optional(),
  limit: whole(1, 1_000, 50),
})
/** The address of a board asks for the same: what it has and this does not, is refused. */
export const jobExportQuery = z.strictObject({
  ...filters,
  status: waitingToo(statusList).optional(),
  since: z.enum(['24h', '7d', '30d', '90d']).optional(),
  from: timeEnd.optional(),
  to: timeEnd.optional(),
  format: z.enum(['csv', 'json'], 'must be csv or json'),
})
export type JobExportRequest = z.infer<typeof jobExportQuery>

export type JobListRequest = z.infer<typeof jobsQuery>

const seq = whole(0, Number.MAX_SAFE_INTEGER, 0)

/** Lines of a log: after one, in order, or the last ones before one; `q` finds those that hold a text. */
export const jobLogQuery = z.strictObject({
  after: seq.describe('The lines after this `seq`'),
  before: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the seq of a line')
    .transform(Number)
    .optional()
    .describe('Instead of `after`: the last lines before this `seq`'),
  q: filterText.optional().describe('Only lines with this text, in any case'),
  limit: whole(1, 5_000, 1_000),
})
export type JobLogPage = z.infer<typeof jobLogQuery>
