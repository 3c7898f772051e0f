import { z } from 'zod'
import { jobAnswer, jobLogAnswer, jobOrRestAnswer, jobsAnswer } from '@/lib/board/domain/answers'
import { jobLogQuery, jobsQuery } from '@/lib/board/domain/jobs-query'
import { cancelledAnswer, decidedAnswer, statusAnswer } from '@/lib/jobs/domain/answers'
import {
  approval,
  cancellation,
  emergencyApproval,
  emergencyReview,
  jobRequest,
  rejection,
  resolution,
  retry,
  revision,
  withdrawal,
} from '@/lib/jobs/domain/calls'
import type { ApiCall } from './call'

const post = { method: 'POST', tag: 'Jobs', failures: ['conflict'] } as const

/** The calls about jobs that people make, including the reading ones that agents share. */
export const jobCalls = {
  listJobs: {
    method: 'GET',
    path: '/api/v1/jobs',
    tag: 'Jobs',
    summary: 'List jobs, newest first, in keyset pages',
    may: 'readJobs',
    query: jobsQuery,
    answer: jobsAnswer,
  },
  requestJob: {
    ...post,
    path: '/api/v1/jobs',
    summary: 'Request maintenance; the same idempotency_key again answers with the same job',
    may: 'requestJob',
    body: jobRequest,
    answer: jobAnswer,
    makes: 'found',
    failures: ['not_found', 'conflict'],
  },
  getJob: {
    method: 'GET',
    path: '/api/v1/jobs/{job_id}',
    tag: 'Jobs',
    summary: 'Get one job with its history',
    may: 'readJobs',
    answer: jobOrRestAnswer,
  },
  getJobLog: {
    method: 'GET',
    path: '/api/v1/jobs/{job_id}/log',
    tag: 'Jobs',
    summary: 'Get the log of a job, oldest line first, in pages',
    may: 'readJobs',
    query: jobLogQuery,
    answer: jobLogAnswer,
  },
  downloadJobLog: {
    method: 'GET',
    path: '/api/v1/jobs/{job_id}/log.txt',
    tag: 'Jobs',
    summary: 'Download the whole log of a job as text, without colours',
    may: 'readJobs',
    answerType: 'text/plain',
    answer: z.string(),
  },
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
  withdrawApproval: {
    ...post,
    path: '/api/v1/jobs/{job_id}/withdraw',
    summary: 'Withdraw an approval before the job is claimed',
    may: 'withdrawJob',
    body: withdrawal,
    answer: statusAnswer,
  },
  cancelJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/cancel',
    summary: 'Cancel a job; while it runs, ask the agent to stop',
    may: 'cancelJob',
    body: cancellation,
    answer: cancelledAnswer,
  },
  reviseJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/revise',
    summary: 'Change parameters, window or expiry; this voids all votes',
    may: 'reviseJob',
    body: revision,
    answer: statusAnswer,
  },
  retryJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/retry',
    summary: 'Request the same again once a job has ended; the new job needs new approval',
    may: 'retryJob',
    body: retry,
    answer: jobAnswer,
    makes: 'found',
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
  resolveJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/resolve',
    summary: 'Record how a lost job ended, after checking the node',
    may: 'resolveJob',
    body: resolution,
    answer: statusAnswer,
  },
} as const satisfies Record<string, ApiCall>
