import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { sameDigest, tokenDigest } from '@/lib/db/credentials'
import { JobDetails, type JobDetailsRow } from '@/lib/db/entities/job-details'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { lockJob } from '@/lib/db/jobs'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { fieldProblems, jsonProblem } from '@/lib/domain/json'
import type { AgentViewer } from '@/lib/domain/role'
import { toUtc } from '@/lib/domain/utc-time'
import { noSuchJob } from './decide-job'

export const claim_token = z.string().min(1).max(100)
export const message = z.string().max(2_000, 'must have at most 2,000 characters')
export const logEntries = z
  .array(
    z.strictObject({
      at: z.iso.datetime({ offset: true }).transform(toUtc),
      stream: z.enum(['stdout', 'stderr', 'system']),
      line: z.string().max(4_000),
    }),
  )
  .max(1_000)
  .default([])

/** What an agent says of a job: JSON that the database can hold, in the shape of `schema`. */
export function parseBody<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'The message was not taken.', { fields: [problem] })
  const parsed = schema.safeParse(input)
  return parsed.success
    ? ok(parsed.data)
    : fail('invalid', 'The message was not taken.', { fields: fieldProblems(parsed.error) })
}

export type HeldClaim = { job: MaintenanceJobRow; details: JobDetailsRow }

/** The job, locked, if it belongs to the agent's node and was claimed with this token. */
export async function lockClaim(
  tx: EntityManager,
  viewer: AgentViewer,
  jobId: string,
  claimToken: string,
): Promise<Result<HeldClaim>> {
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const job = await lockJob(tx, jobId)
  if (!job || job.target_node_did !== viewer.nodeDid) return noSuchJob()
  const details = await tx.findOneBy(JobDetails, { job_id: jobId })
  const holds = details?.claim_token_hash && sameDigest(details.claim_token_hash, tokenDigest(claimToken))
  if (!details || !holds)
    return fail('conflict', 'This claim token does not hold the job; stop working on it.', {
      present: job.status,
    })
  return ok({ job, details })
}
