import { createHash } from 'node:crypto'
import { type ApprovalSubject, approvalDocument, unreadable } from '@/lib/jobs/domain/refusals'
import { canonicalJson, jsonProblem } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { TimeWindow } from '@/lib/kernel/time/time-window'

/** SHA-256, in hex, over the canonical JSON (RFC 8785) of exactly what an approval covers. */
export const approvalHash = (subject: ApprovalSubject): string =>
  createHash('sha256')
    .update(canonicalJson(approvalDocument(subject)))
    .digest('hex')

/** What an approval covers of a stored job; jobs from before Hakim have neither window nor expiry. */
export type HashedJob = {
  target_node_did: string
  task_name: string
  params: unknown
  window_start: Date | null
  window_end: Date | null
  time_zone: string | null
  expires_at: Date | null
}

/** The window of a stored job; null when it may run at any time. */
export const windowOf = ({
  window_start: start,
  window_end: end,
  time_zone,
}: Pick<HashedJob, 'window_start' | 'window_end' | 'time_zone'>): TimeWindow | null =>
  start && end ? { start: start.toISOString(), end: end.toISOString(), time_zone: time_zone ?? 'UTC' } : null

/** What an approval of a stored job covers, whoever wrote it. Its parameters must have been checked. */
export const approvalSubject = (job: HashedJob): ApprovalSubject => ({
  target_node_did: job.target_node_did,
  task_name: job.task_name,
  params: jsonValue.parse(job.params ?? null),
  window: windowOf(job),
  expires_at: job.expires_at?.toISOString() ?? null,
})

/** The hash of a stored job. */
export const hashOfJob = (job: HashedJob): string =>
  jsonProblem(job.params ?? null) ? unreadable : approvalHash(approvalSubject(job))
