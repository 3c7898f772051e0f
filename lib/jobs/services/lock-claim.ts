import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { JobDetails, type JobDetailsRow } from '@/lib/db/entities/job-details'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { lockJob } from '@/lib/jobs/db/jobs'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { AgentViewer } from '@/lib/kernel/role'
import { sameDigest, tokenDigest } from '@/lib/people/db/credentials'
import { noSuchJob } from './job-failures'

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
    return fail('conflict', 'This claim token no longer holds the job; stop working on it.', {
      present: job.status,
    })
  return ok({ job, details })
}
