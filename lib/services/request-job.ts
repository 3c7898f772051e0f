import { z } from 'zod'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { Node, type NodeRow } from '@/lib/db/entities/node'
import { isUniqueViolation } from '@/lib/db/failures'
import { findByIdempotencyKey, insertJob } from '@/lib/db/jobs'
import { anyDid } from '@/lib/domain/did'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { canonicalJson, fieldProblems, isJsonObject, type JsonObject, jsonProblem } from '@/lib/domain/json'
import { nodeScope } from '@/lib/domain/scope'
import { parseFreeParams, parseParams, type TaskOffer, taskName, taskOffers } from '@/lib/domain/task'
import type { Context } from './context'

export const jobRequest = z.strictObject({
  target_node_did: anyDid,
  task_name: taskName,
  params: z.custom<JsonObject>(isJsonObject, 'must be a JSON object').default({}),
  reason: z
    .string('must say why')
    .trim()
    .min(1, 'must say why; the approver reads it')
    .max(2_000, 'must have at most 2,000 characters'),
  idempotency_key: z.string().min(1).max(200).optional(),
})
export type JobRequest = z.infer<typeof jobRequest>

const notCreated = 'The job was not requested.'

/** Asks for maintenance. With an idempotency key a repeat answers with the same job. */
export async function requestJob(
  { db, viewer }: Context,
  input: unknown,
): Promise<Result<{ jobId: string; repeated: boolean }>> {
  if (viewer.kind !== 'person') return fail('forbidden', 'Jobs are requested by people, not by agents.')
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', notCreated, { fields: [problem] })
  const parsed = jobRequest.safeParse(input)
  if (!parsed.success) return fail('invalid', notCreated, { fields: fieldProblems(parsed.error) })
  const request = parsed.data
  const key = request.idempotency_key ?? null
  // A repeat is answered as the first time, also when the node offers other tasks by now.
  const earlier = key && (await findByIdempotencyKey(db.manager, viewer.id, key))
  if (earlier) return repeated(earlier, request)
  const scope = nodeScope(viewer, request.target_node_did)
  const node = scope && (await db.manager.findOneBy(Node, { node_did: scope.did }))
  if (!node)
    return fail('not_found', `There is no node ${request.target_node_did}.`, {
      fields: [{ path: 'target_node_did', message: 'is not a node of this fleet' }],
    })
  const checked = checkTask(node, request)
  if (!checked.ok) return checked
  try {
    const jobId = await db.transaction((tx) =>
      insertJob(tx, {
        nodeDid: node.node_did,
        requester: viewer,
        task: request.task_name,
        params: request.params,
        reason: request.reason,
        idempotencyKey: key,
      }),
    )
    return ok({ jobId, repeated: false })
  } catch (error) {
    if (key === null || !isUniqueViolation(error)) throw error
    const winner = await findByIdempotencyKey(db.manager, viewer.id, key)
    if (winner) return repeated(winner, request)
    throw error
  }
}

function checkTask(node: NodeRow, request: JobRequest): Result<null> {
  const offers: TaskOffer[] = taskOffers.safeParse(node.tasks).data ?? []
  const offer = offers.find((task) => task.name === request.task_name)
  if (offers.length > 0 && !offer)
    return fail('invalid', notCreated, {
      fields: [
        {
          path: 'task_name',
          message: `is not offered by this node; it offers ${offers.map((task) => task.name).join(', ')}`,
        },
      ],
    })
  const params = offer ? parseParams(offer.params, request.params) : parseFreeParams(request.params)
  return params.ok ? ok(null) : fail('invalid', notCreated, { fields: params.problems })
}

function repeated(job: MaintenanceJobRow, request: JobRequest): Result<{ jobId: string; repeated: boolean }> {
  return sameRequest(job, request)
    ? ok({ jobId: job.job_id, repeated: true })
    : fail('conflict', 'This idempotency_key was used for another request; use a new one.', {
        present: job.status,
      })
}

const sameRequest = (job: MaintenanceJobRow, request: JobRequest): boolean =>
  job.target_node_did === request.target_node_did &&
  job.task_name === request.task_name &&
  isJsonObject(job.params) &&
  canonicalJson(job.params) === canonicalJson(request.params)
