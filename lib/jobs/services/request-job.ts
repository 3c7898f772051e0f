import type { DataSource } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { guardFailure, isUniqueViolation } from '@/lib/db/connection/failures'
import { MaintenanceJob } from '@/lib/db/entities/maintenance-job'
import { Node } from '@/lib/db/entities/node'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { windowOf } from '@/lib/jobs/db/approval-hash'
import { askDryRun } from '@/lib/jobs/db/dry-runs'
import { findByIdempotencyKey, insertJob, type StoredRequest } from '@/lib/jobs/db/requests'
import { type JobRequest, jobRequest } from '@/lib/jobs/domain/calls'
import { mayRetry } from '@/lib/jobs/domain/status'
import { timingProblems } from '@/lib/jobs/domain/timing'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { canonicalJson, isJsonObject } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import { parseBody } from '@/lib/kernel/parse-body'
import { type PersonViewer, proof } from '@/lib/kernel/role'
import type { Context } from '@/lib/people/services/context'
import { dryRunProblems } from '@/lib/tasks/domain/dry-run'
import { checkTask } from './check-task'

const notCreated = 'The job was not requested.'

export type Requested = { jobId: string; repeated: boolean }

/** Requests maintenance. With an idempotency key, a repeat returns the same job. */
export async function requestJob({ db, viewer }: Context, input: unknown): Promise<Result<Requested>> {
  if (viewer.kind !== 'person') return fail('forbidden', 'Only people can request jobs, not agents.')
  const parsed = parseBody(jobRequest, input, notCreated)
  if (!parsed.ok) return parsed
  const request = parsed.value
  const key = request.idempotency_key ?? null
  // A repeat gets the first answer, even if the node now offers other tasks.
  const earlier = key && (await findByIdempotencyKey(db.manager, viewer.id, key))
  if (earlier) return repeated(earlier, request)
  const problem = await requestProblem(db, viewer, request)
  if (problem) return problem
  try {
    const jobId = await db.transaction(async (tx) => {
      await actAs(tx, viewer.did, viewer[proof])
      const jobId = await insertJob(tx, {
        nodeDid: request.target_node_did,
        requester: viewer,
        task: request.task_name,
        params: request.params,
        reason: request.reason,
        idempotencyKey: key,
        timing: { window: request.window ?? null, expires_at: request.expires_at ?? null },
        retryOf: request.retry_of ?? null,
      })
      if (request.dry_run) await askDryRun(tx, viewer.id, jobId)
      return jobId
    })
    return ok({ jobId, repeated: false })
  } catch (error) {
    // Such as a number that PostgreSQL would round.
    const refused = guardFailure(error)
    if (refused && !isUniqueViolation(error)) return { ok: false, error: { ...refused, kind: 'invalid' } }
    if (key === null || !isUniqueViolation(error)) throw error
    const winner = await findByIdempotencyKey(db.manager, viewer.id, key)
    if (winner) return repeated(winner, request)
    throw error
  }
}

/** What does not fit the node, the clock or the job that the request repeats. */
async function requestProblem(db: DataSource, viewer: PersonViewer, request: JobRequest) {
  const scope = await nodeScope(db.manager, viewer, request.target_node_did)
  const node = scope && (await db.manager.findOneBy(Node, { node_did: scope.did }))
  if (!node)
    return fail('not_found', `There is no node ${request.target_node_did}.`, {
      fields: [{ path: 'target_node_did', message: 'is not a node in this fleet' }],
    })
  if (node.retired_at)
    return fail(
      'conflict',
      `This node is retired (${node.service_reason}); restore it before you request maintenance.`,
      {
        present: 'Retired',
      },
    )
  const checked = checkTask(node, request, notCreated)
  if (!checked.ok) return checked
  const untried = request.dry_run ? dryRunProblems(node.tasks, request) : []
  if (untried.length > 0) return fail('invalid', notCreated, { fields: untried })
  const timing = { window: request.window ?? null, expires_at: request.expires_at ?? null }
  const fields = timingProblems(timing, Date.now())
  const earlier =
    request.retry_of === undefined
      ? null
      : await db.manager.findOneBy(MaintenanceJob, {
          job_id: request.retry_of,
          target_node_did: request.target_node_did,
        })
  if (request.retry_of !== undefined && !(earlier && mayRetry(earlier.status)))
    fields.push({ path: 'retry_of', message: 'must be a job on this node that has ended' })
  return fields.length > 0 ? fail('invalid', notCreated, { fields }) : null
}

function repeated(stored: StoredRequest, request: JobRequest): Result<Requested> {
  return sameRequest(stored, request)
    ? ok({ jobId: stored.job.job_id, repeated: true })
    : fail('conflict', 'This idempotency_key belongs to another request; use a new one.', {
        present: stored.job.status,
      })
}

const sameRequest = ({ job, details }: StoredRequest, request: JobRequest): boolean => {
  if (job.target_node_did !== request.target_node_did || job.task_name !== request.task_name) return false
  if (details.retry_of !== (request.retry_of ?? null)) return false
  // The job has changed since, so the original request cannot be compared further.
  if (details.revision > 1) return true
  const params = jsonValue.parse(job.params ?? null)
  return (
    isJsonObject(params) &&
    canonicalJson(params) === canonicalJson(request.params) &&
    canonicalJson(windowOf(details)) === canonicalJson(request.window ?? null) &&
    (request.expires_at === undefined || request.expires_at === details.expires_at?.toISOString())
  )
}
