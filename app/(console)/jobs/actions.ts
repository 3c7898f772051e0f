'use server'

import type { Result } from '@/lib/domain/errors'
import { isJsonObject } from '@/lib/domain/json'
import { cancelJob as cancel } from '@/lib/services/cancel-job'
import { type Decision, decideJob } from '@/lib/services/decide-job'
import { requestJob as request } from '@/lib/services/request-job'
import { personAction } from '@/lib/transport/action'
import { textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

export async function requestJob(input: unknown): Promise<Result<{ jobId: string }>> {
  return personAction((ctx) => {
    const { targetNodeDid, taskName, params, reason, idempotencyKey, ...rest } = fieldsOf(input)
    return request(ctx, {
      ...rest,
      target_node_did: targetNodeDid,
      task_name: taskName,
      params,
      reason,
      idempotency_key: idempotencyKey,
    })
  })
}

export async function approveJob(input: unknown): Promise<Result<{ status: string }>> {
  return decide('Approved', input)
}

export async function rejectJob(input: unknown): Promise<Result<{ status: string }>> {
  return decide('Rejected', input)
}

export async function cancelJob(input: unknown): Promise<Result<{ status: string }>> {
  return personAction((ctx) => {
    const { jobId, ...rest } = fieldsOf(input)
    return cancel(ctx, textField(jobId), rest)
  })
}

const decide = (decision: Decision, input: unknown): Promise<Result<{ status: string }>> =>
  personAction((ctx) => {
    const { jobId, approvalHash, ...rest } = fieldsOf(input)
    return decideJob(ctx, decision, textField(jobId), { ...rest, approval_hash: approvalHash })
  })

const fieldsOf = (input: unknown): Record<string, unknown> => (isJsonObject(input) ? input : {})
