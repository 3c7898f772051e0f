import { createHash } from 'node:crypto'
import { type ApprovalSubject, approvalDocument } from '@/lib/domain/job'
import { canonicalJson, jsonProblem } from '@/lib/domain/json'
import { jsonValue } from '@/lib/domain/json-schema'
import type { MaintenanceJobRow } from './entities/maintenance-job'

/** SHA-256, in hex, over the canonical JSON (RFC 8785) of exactly what an approval is given for. */
export const approvalHash = (subject: ApprovalSubject): string =>
  createHash('sha256')
    .update(canonicalJson(approvalDocument(subject)))
    .digest('hex')

/**
 * In place of the hash of what nobody can review: nested too deep, or with a number that is none. It can be
 * rejected with this word, never approved.
 */
export const unreadable = 'unreadable'

/** The same of a stored job, whoever wrote it. */
export const hashOfJob = (
  job: Pick<MaintenanceJobRow, 'target_node_did' | 'task_name' | 'params'>,
): string =>
  jsonProblem(job.params ?? null)
    ? unreadable
    : approvalHash({
        target_node_did: job.target_node_did,
        task_name: job.task_name,
        params: jsonValue.parse(job.params ?? null),
      })
