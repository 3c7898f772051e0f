import type { DataSource, EntityManager } from 'typeorm'
import { guardFailure } from '@/lib/db/connection/failures'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { lockJob, moveJob } from '@/lib/jobs/db/jobs'
import { readApprovers } from '@/lib/jobs/db/on-node'
import { readCase, readConsent } from '@/lib/jobs/db/votes'
import { nodeLacks } from '@/lib/jobs/domain/on-node'
import { pinnedKeyOf } from '@/lib/people/db/consent-keys'
import { type PolicyMatch, readMatches, voteByPolicy } from '@/lib/policies/db/policy-votes'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { policyCovers } from '@/lib/signing/domain/policy-covers'

const mostAtOnce = 200

/**
 * Lets policies in force vote for the pending jobs that they approve, however these came about. A job whose votes then suffice is
 * Approved. Returns how many votes there were.
 */
export async function approveByPolicies(db: DataSource): Promise<number> {
  let voted = 0
  for (const match of await readMatches(db.manager, mostAtOnce)) {
    try {
      if (isGenuine(match) && (await db.transaction((tx) => approve(tx, match)))) voted += 1
    } catch (error) {
      // Something changed in between; the next run looks again.
      if (!guardFailure(error)) throw error
    }
  }
  return voted
}

/** PostgreSQL compares what a policy says and cannot verify its signature. */
function isGenuine({ signed, did, document, ...key }: PolicyMatch): boolean {
  const checked = checkPolicy(signed, { person: did, keys: [pinnedKeyOf(key)] })
  const parsed = parseDocumentText(document)
  return checked.ok && parsed.ok && policyCovers(checked.signed.policy, parsed.value, Date.now()).ok
}

async function approve(tx: EntityManager, match: PolicyMatch): Promise<boolean> {
  const job = await lockJob(tx, match.job_id)
  if (job?.status !== 'PendingApproval' || (await voteByPolicy(tx, match)) !== null) return false
  const { met } = await readConsent(tx, match.job_id)
  const trust = met ? await readTrust(tx, job.target_node_did) : null
  const { revision } = await readCase(tx, match.job_id, null)
  if (!met || (trust && nodeLacks(trust, await readApprovers(tx, match.job_id, revision)))) return true
  await moveJob(tx, job, { status: 'Approved', message: approvedBy(match) })
  return true
}

const approvedBy = ({ policy_name, revision, person_name }: PolicyMatch): string =>
  `Approved by policy “${policy_name}”, version ${revision}, signed by ${person_name}`
