import type { EntityManager } from 'typeorm'
import { Node, type NodeRow } from '@/lib/db/entities/node'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { parseFreeParams, parseParams, type TaskOffer, taskOffers } from '@/lib/tasks/domain/task'

/** Whether a node offers the task and accepts these parameters; a node that announced no tasks may offer any. */
export function checkTask(
  node: NodeRow,
  request: { task_name: string; params: JsonObject },
  otherwise: string,
): Result<null> {
  const offers: TaskOffer[] = taskOffers.safeParse(node.tasks).data ?? []
  const offer = offers.find((task) => task.name === request.task_name)
  if (offers.length > 0 && !offer)
    return fail('invalid', otherwise, {
      fields: [
        {
          path: 'task_name',
          message: `is not offered by this node; it offers ${offers.map((task) => task.name).join(', ')}`,
        },
      ],
    })
  const params = offer ? parseParams(offer.params, request.params) : parseFreeParams(request.params)
  return params.ok ? ok(null) : fail('invalid', otherwise, { fields: params.problems })
}

type Subject = { target_node_did: string; task_name: string; params: unknown }

/** Why nobody can approve a job requested by plain SQL: the node announces its tasks, and this is not one of them. */
export async function unfitProblem(db: EntityManager, job: Subject) {
  const node = await db.findOneBy(Node, { node_did: job.target_node_did })
  if (!node || (taskOffers.safeParse(node.tasks).data ?? []).length === 0) return null
  const params = job.params ?? {}
  const fits = isJsonObject(params)
    ? checkTask(node, { task_name: job.task_name, params }, 'The parameters do not fit the task.')
    : fail('invalid', 'The parameters do not fit the task.', {
        fields: [{ path: 'params', message: 'must be an object' }],
      })
  if (fits.ok) return null
  const [field] = fits.error.fields ?? []
  const why = field ? `${field.path} ${field.message}` : 'the task takes other parameters'
  return fail('forbidden', `The node does not offer what this job asks for: ${why}. Reject it.`)
}
