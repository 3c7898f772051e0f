import { EntitySchema } from 'typeorm'

/** What Hakim stores about a job beside the given columns: reason, claim, progress, outcome. */
export type JobDetailsRow = {
  job_id: string
  reason: string | null
  requester_id: string | null
  idempotency_key: string | null
  is_sample: boolean
  claim_token_hash: Buffer | null
  lease_expires_at: Date | null
  started_at: Date | null
  progress_percent: number | null
  progress_message: string | null
  result: unknown
  /** Digest of the reported outcome, to recognise the same outcome reported again. */
  outcome_digest: string | null
  /** Grows with every change to the request; votes count for one revision. */
  revision: number
  window_start: Date | null
  window_end: Date | null
  time_zone: string | null
  expires_at: Date | null
  /** When the clock ends a pending or approved job; null otherwise. */
  due_at: Date | null
  retry_of: string | null
  cancel_requested_at: Date | null
  cancel_requested_by: string | null
  cancel_reason: string | null
}

export const JobDetails = new EntitySchema<JobDetailsRow>({
  name: 'JobDetails',
  tableName: 'job_details',
  columns: {
    job_id: { type: 'uuid', primary: true },
    reason: { type: 'text', nullable: true },
    requester_id: { type: 'text', nullable: true },
    idempotency_key: { type: 'text', nullable: true },
    is_sample: { type: 'boolean', default: false },
    claim_token_hash: { type: 'bytea', nullable: true },
    lease_expires_at: { type: 'timestamptz', nullable: true },
    started_at: { type: 'timestamptz', nullable: true },
    progress_percent: { type: 'smallint', nullable: true },
    progress_message: { type: 'text', nullable: true },
    result: { type: 'jsonb', nullable: true },
    outcome_digest: { type: 'text', nullable: true },
    revision: { type: 'integer', default: 1 },
    window_start: { type: 'timestamptz', nullable: true },
    window_end: { type: 'timestamptz', nullable: true },
    time_zone: { type: 'text', nullable: true },
    expires_at: { type: 'timestamptz', nullable: true },
    due_at: { type: 'timestamptz', nullable: true },
    retry_of: { type: 'uuid', nullable: true },
    cancel_requested_at: { type: 'timestamptz', nullable: true },
    cancel_requested_by: { type: 'text', nullable: true },
    cancel_reason: { type: 'text', nullable: true },
  },
})
