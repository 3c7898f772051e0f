import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { jobStatuses } from '@/lib/kernel/job-status'
import { filterText, pageCursor, time, whole } from '@/lib/kernel/url/query'

export const jobsQuery = z.strictObject({
  status: z.enum(jobStatuses, `must be one of ${jobStatuses.join(', ')}`).optional(),
  node: anyDid.optional(),
  task: filterText.optional(),
  requester: anyDid.optional(),
  from: time.optional(),
  to: time.optional(),
  q: filterText.optional(),
  cursor: pageCursor.optional(),
  limit: whole(1, 200, 50),
})
export type JobListRequest = z.infer<typeof jobsQuery>

export const jobLogQuery = z.strictObject({
  after: whole(0, Number.MAX_SAFE_INTEGER, 0),
  limit: whole(1, 5_000, 1_000),
})
