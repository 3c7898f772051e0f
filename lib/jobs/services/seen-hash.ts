import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import type { CaseRow } from '@/lib/jobs/db/votes'
import { cannotBeReviewed, triesOut, unreadable } from '@/lib/jobs/domain/refusals'
import { fail } from '@/lib/kernel/errors'

/**
 * Why a decision by the hash of what was shown is not possible; null when it is the stored hash. A job that cannot be
 * reviewed can be rejected, but not approved.
 */
export function shownProblem(job: MaintenanceJobRow, facts: CaseRow, seen: string, turnsDown = false) {
  if (hashOfJob(facts) !== seen)
    return fail('conflict', 'The job has changed since you saw it; look at it again.', {
      present: job.status,
    })
  if (facts.trying_until && !turnsDown)
    return fail('conflict', `${triesOut} Wait for it, or go on without it.`, { present: job.status })
  return seen === unreadable && !turnsDown
    ? fail('conflict', `${cannotBeReviewed} Reject it.`, { present: job.status })
    : null
}
