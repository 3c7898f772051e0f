import type { NodeRow } from '@/lib/db/entities/node'
import { fail, ok, type Result } from '@/lib/domain/errors'
import type { JsonObject } from '@/lib/domain/json'
import { parseFreeParams, parseParams, type TaskOffer, taskOffers } from '@/lib/domain/task'

/** Whether a node offers the task and takes these parameters; one that announced no tasks may offer any. */
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
