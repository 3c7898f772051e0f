import type { DataSource, EntityManager } from 'typeorm'
import { guardFailure, isLockTimeout } from '@/lib/db/connection/failures'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { readVotes } from '@/lib/jobs/db/job-consent'
import { lockJob, moveJob } from '@/lib/jobs/db/jobs'
import { readApprovers } from '@/lib/jobs/db/on-node'
import { readCase, readConsent } from '@/lib/jobs/db/votes'
import { nodeLacks } from '@/lib/jobs/domain/on-node'
import { pinnedKeyOf } from '@/lib/people/db/consent-keys'
import { type PolicyMatch, readApproved, readMatches, voteByPolicy } from '@/lib/policies/db/policy-votes'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { policyCovers } from '@/lib/signing/domain/policy-covers'

const mostAtOnce = 200

/** For a lock: decisions of people hold a job for less, and one that is held for longer must not hold up the others. */
const longestWaitMs = 1_000

/**
 * Lets policies in force vote for the pending jobs that they approve, however these came about. A job whose votes then suffice is
 * Approved, and so is one whose votes suffice again. Returns how many votes there were.
 */
export async function approveByPolicies(db: DataSource): Promise<number> {
  let voted = 0
  for (const match of await readMatches(db.manager, mostAtOnce))
    if (isGenuine(match) && (await tried(db, (tx) => vote(tx, match)))) voted += 1
  for (const jobId of await readApproved(db.manager, mostAtOnce)) await tried(db, (tx) => approve(tx, jobId))
  return voted
}

/** In a transaction; false where something changed in between, or somebody holds what it needs. The next run looks again. */
async function tried(db: DataSource, work: (tx: EntityManager) => Promise<boolean>): Promise<boolean> {
  try {
    return await db.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = ${longestWaitMs}`)
      return work(tx)
    })
  } catch (error) {
    if (!guardFailure(error) && !isLockTimeout(error)) throw error
    return false
  }
}

/** PostgreSQL compares what a policy says and cannot verify its signature. */
function isGenuine({ signed, did, document, ...key }: PolicyMatch): boolean {
  const checked = checkPolicy(signed, { person: did, keys: [pinnedKeyOf(key)] })
  const parsed = parseDocumentText(document)
  return checked.ok && parsed.ok && policyCovers(checked.signed.policy, parsed.value, Date.now()).ok
}

async function vote(tx: EntityManager, match: PolicyMatch): Promise<boolean> {
  if ((await voteByPolicy(tx, match)) !== null) return false
  await approve(tx, match.job_id)
  return true
}

/** Moves a job that has the approvals which it and its node need. */
async function approve(tx: EntityManager, jobId: string): Promise<boolean> {
  const job = await lockJob(tx, jobId)
  if (job?.status !== 'PendingApproval') return false
  const { met } = await readConsent(tx, jobId)
  const trust = met ? await readTrust(tx, job.target_node_did) : null
  const { revision } = await readCase(tx, jobId, null)
  if (!met || (trust && nodeLacks(trust, await readApprovers(tx, jobId, revision)))) return false
  const by = await approvedBy(tx, job, revision)
  return by !== null && moveJob(tx, job, { status: 'Approved', message: `Approved by ${by}` })
}

/** The policy that voted last and still approves the job, in words. */
async function approvedBy(
  tx: EntityManager,
  { job_id }: MaintenanceJobRow,
  revision: number,
): Promise<string | null> {
  const votes = await readVotes(tx, job_id)
  const last = votes.findLast(
    (vote) => vote.revision === revision && vote.withdrawn_at === null && vote.policy?.refuses === null,
  )
  return last?.policy
    ? `policy “${last.policy.name}”, version ${last.policy.revision}, signed by ${last.name}`
    : null
}
