import { z } from 'zod'
import { approvalHashAnswer, jobRow, windowAnswer } from '@/lib/jobs/domain/answers'
import { answeredTime, anyJson, nextCursor } from '@/lib/kernel/json/answers'

// A job as it is read: one schema for the API's description, its routes and the tests of both.

export const jobAnswer = z
  .strictObject({
    ...jobRow,
    reason: z.string().nullable(),
    started_at: answeredTime.nullable(),
    progress: z.strictObject({ percent: z.int().nullable(), message: z.string().nullable() }),
    result: anyJson,
    revision: z.int(),
    window: windowAnswer,
    expires_at: answeredTime.nullable(),
    approval_hash: approvalHashAnswer,
  })
  .meta({ id: 'Job' })

export const jobsAnswer = z.strictObject({ jobs: z.array(jobAnswer), next_cursor: nextCursor })
