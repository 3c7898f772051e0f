import type { EntityManager } from 'typeorm'
import { Node, type NodeRow } from '@/lib/db/entities/node'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import { taskProblems, whyUnfit } from '@/lib/tasks/domain/unfit'

/** Whether a node offers the task and accepts these parameters; a node that announced no tasks may offer any. */
export function checkTask(
  node: NodeRow,
  request: { task_name: string; params: JsonObject },
  otherwise: string,
): Result<null> {
  const problems = taskProblems(node.tasks, request)
  return problems.length === 0 ? ok(null) : fail('invalid', otherwise, { fields: problems })
}

type Subject = { target_node_did: string; task_name: string; params: unknown; status: string }

/** Why nobody can approve a job requested by plain SQL: the node announces its tasks, and this is not one of them. */
export async function unfitProblem(db: EntityManager, job: Subject) {
  const node = await db.findOneBy(Node, { node_did: job.target_node_did })
  const why = node && whyUnfit(node.tasks, job)
  return why ? fail('conflict', `${why} Reject it.`, { present: job.status }) : null
}
