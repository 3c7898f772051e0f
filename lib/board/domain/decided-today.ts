import type { JobRow } from './job-board'

/** One decision of the viewer, and its job as it is now. `at` in ISO 8601. */
export type DecidedToday = {
  job: JobRow
  decision: 'approve' | 'reject'
  reason: string | null
  at: string
  withdrawn: boolean
}
