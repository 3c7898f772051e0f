import { z } from 'zod'
import {
  consentExportAnswer,
  jobAnswer,
  jobLogAnswer,
  jobOrRestAnswer,
  jobsAnswer,
} from '@/lib/board/domain/answers'
import { jobExportQuery, jobLogQuery, jobsQuery } from '@/lib/board/domain/jobs-query'
import { cancelledAnswer, statusAnswer } from '@/lib/jobs/domain/answers'
import { cancellation, jobRequest, resolution, retry, revision, skipping } from '@/lib/jobs/domain/calls'
import type { ApiCall } from './call'

const post = { method: 'POST', tag: 'Jobs', failures: ['conflict'] } as const

/** The calls about jobs that people make, decisions and talk aside, including the reading ones that agents share. */
export const jobCalls = {
  listJobs: {
    method: 'GET',
    path: '/api/v1/jobs',
    tag: 'Jobs',
    summary: 'List jobs, newest first unless sorted otherwise, in keyset pages',
    may: 'readJobs',
    query: jobsQuery,
    answer: jobsAnswer,
  },
  exportJobs: {
    method: 'GET',
    path: '/api/v1/jobs/export',
    tag: 'Jobs',
    summary: 'Download all jobs of a list, as CSV or JSON',
    may: 'exportJobs',
    query: jobExportQuery,
    answer: z.string(),
    answerType: 'text/csv',
    failures: ['too_many'],
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
  exportConsent: {
    method: 'GET',
    path: '/api/v1/jobs/{job_id}/consent',
    tag: 'Jobs',
    summary: 'Get what verifies a job’s consent without this server (`hakim verify-consent`)',
    may: 'readJobs',
    answer: consentExportAnswer,
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
  skipDryRun: {
    ...post,
    path: '/api/v1/jobs/{job_id}/dry-run/skip',
    summary: 'Go on without the dry run that a request waits for',
    may: 'skipDryRun',
    body: skipping,
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
  resolveJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/resolve',
    summary: 'Record how a lost job ended, after checking the node',
    may: 'resolveJob',
    body: resolution,
    answer: statusAnswer,
  },
} as const satisfies Record<string, ApiCall>
