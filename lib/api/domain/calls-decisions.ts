import { decidedAnswer, decisionsAnswer, statusAnswer, withdrawalsAnswer } from '@/lib/jobs/domain/answers'
import {
  approval,
  decisions,
  emergencyApproval,
  emergencyReview,
  rejection,
  withdrawal,
  withdrawals,
} from '@/lib/jobs/domain/calls'
import type { ApiCall } from './call'

const post = { method: 'POST', tag: 'Jobs', failures: ['conflict'] } as const

/** The calls with which people decide on jobs. */
export const decisionCalls = {
  approveJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/approve',
    summary: 'Approve exactly what has this approval_hash',
    may: 'decideJob',
    body: approval,
    answer: decidedAnswer,
  },
  rejectJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/reject',
    summary: 'Reject a job with a reason; one vote against it ends it',
    may: 'decideJob',
    body: rejection,
    answer: decidedAnswer,
  },
  decideJobs: {
    ...post,
    path: '/api/v1/jobs/decisions',
    summary:
      'Approve or reject up to 100 jobs, signed at once; each decision stands alone and has its own result',
    may: 'decideJob',
    body: decisions,
    answer: decisionsAnswer,
  },
  withdrawApproval: {
    ...post,
    path: '/api/v1/jobs/{job_id}/withdraw',
    summary: 'Withdraw an approval before the job is claimed',
    may: 'withdrawJob',
    body: withdrawal,
    answer: statusAnswer,
  },
  withdrawJobs: {
    ...post,
    path: '/api/v1/jobs/withdrawals',
    summary: 'Withdraw up to 100 approvals before their jobs are claimed',
    may: 'withdrawJob',
    body: withdrawals,
    answer: withdrawalsAnswer,
  },
  approveWithoutOwner: {
    ...post,
    path: '/api/v1/jobs/{job_id}/break-glass',
    summary:
      'Approve without the owner, with a written reason that an owner or another administrator reviews',
    may: 'approveWithoutOwner',
    body: emergencyApproval,
    answer: statusAnswer,
  },
  reviewEmergency: {
    ...post,
    path: '/api/v1/jobs/{job_id}/review',
    summary: 'Review an approval without the owner',
    may: 'reviewEmergency',
    body: emergencyReview,
    answer: statusAnswer,
  },
} as const satisfies Record<string, ApiCall>
