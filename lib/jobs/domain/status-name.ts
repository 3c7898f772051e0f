import { isJobStatus, type JobStatus } from '@/lib/kernel/job-status'
import { visibleLine } from '@/lib/kernel/text/visible-text'

// Apart from the rest of the statuses, which parse histories with zod: that would go to each browser with a chart, and zod
// tries there whether it may compile, which the content-security policy forbids.

const names: Record<JobStatus, string> = {
  PendingApproval: 'Pending approval',
  Approved: 'Approved',
  Running: 'Running',
  Lost: 'Lost',
  Completed: 'Completed',
  Failed: 'Failed',
  Rejected: 'Rejected',
  Cancelled: 'Cancelled',
  Expired: 'Expired',
}

/** A status in words; a status of another program with each of its characters visible. */
export const statusName = (status: string): string =>
  isJobStatus(status) ? names[status] : status === '' ? 'Empty status' : visibleLine(status)
