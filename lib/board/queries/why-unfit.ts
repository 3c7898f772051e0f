import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import { Node } from '@/lib/db/entities/node'
import { someoneCanApprove } from '@/lib/jobs/db/votes'
import { cannotBeReviewed, nobodyCanApprove } from '@/lib/jobs/domain/refusals'
import { whyUnfit as whyTaskUnfit } from '@/lib/tasks/domain/unfit'

/** Why nobody can approve a job as it stands; null when somebody could. */
export async function whyUnfit(db: EntityManager, job: JobReadRow): Promise<string | null> {
  if (job.digest === null) return cannotBeReviewed
  const node = await db.findOneBy(Node, { node_did: job.target_node_did })
  const why = node && whyTaskUnfit(node.tasks, job)
  if (why) return why
  return (await someoneCanApprove(db, job.job_id)) ? null : nobodyCanApprove(job.node_has_owner)
}
