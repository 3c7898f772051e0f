import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import type { OwnApproval } from '@/lib/board/domain/job-consent'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { readApprover } from '@/lib/jobs/db/on-node'
import { decisionCase } from '@/lib/jobs/db/votes'
import { approvalOnNode, emergencyOnNode } from '@/lib/jobs/domain/on-node'
import { decisionRefusal, emergencyApprovalRefusal } from '@/lib/jobs/domain/refusals'
import type { PersonViewer } from '@/lib/kernel/role'
import { signingKeysOf } from '@/lib/people/db/consent-keys'
import { whyUnsigned } from '@/lib/people/queries/signing-ways'

/**
 * What an approval by this viewer would be, signed with a key that they have now; null for whoever can approve in no way.
 * `trust`: what the node of the job pins.
 */
export async function ownApproval(
  db: EntityManager,
  viewer: PersonViewer,
  job: JobReadRow,
  trust: NodeTrust | null,
): Promise<OwnApproval | null> {
  const facts = decisionCase(job, job)
  const approves = decisionRefusal(viewer, facts) === null
  const inEmergency = emergencyApprovalRefusal(viewer, facts) === null
  if (!approves && !inEmergency) return null
  const keys = (await signingKeysOf(db, viewer.id)).map(({ key }) => key)
  return {
    onNode:
      trust && approves ? approvalOnNode(trust, await readApprover(db, job.job_id, viewer, keys)) : null,
    emergencyOnNode: trust && inEmergency ? emergencyOnNode(trust, viewer.did, keys) : null,
    unsigned: keys.length === 0 ? await whyUnsigned(db, viewer.id) : null,
  }
}
