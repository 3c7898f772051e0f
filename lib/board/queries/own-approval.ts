import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import type { OwnApproval } from '@/lib/board/domain/job-page'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { readApprover } from '@/lib/jobs/db/on-node'
import { decisionCase } from '@/lib/jobs/db/votes'
import { approvalOnNode, emergencyOnNode } from '@/lib/jobs/domain/on-node'
import { decisionRefusal, emergencyApprovalRefusal } from '@/lib/jobs/domain/refusals'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf } from '@/lib/people/db/consent-keys'
import { endedKeys, signsNow, unsignedSince } from '@/lib/people/domain/ended-keys'

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
  const now = Date.now()
  const all = await keysOf(db, viewer.id)
  const keys = all.filter((key) => signsNow(key, now)).map(({ key }) => key)
  const ended = endedKeys(all, now)
  return {
    onNode:
      trust && approves ? approvalOnNode(trust, await readApprover(db, job.job_id, viewer, keys)) : null,
    emergencyOnNode: trust && inEmergency ? emergencyOnNode(trust, viewer.did, keys) : null,
    unsigned: ended && unsignedSince(ended),
  }
}
