import { z } from 'zod'
import { agentAnswer } from '@/lib/fleet/domain/answers'
import { announcement, claiming, completion, failing, progress } from '@/lib/jobs/domain/agent-calls'
import {
  announcedAnswer,
  claimAnswer,
  progressAnswer,
  statusAnswer,
  takenAnswer,
} from '@/lib/jobs/domain/answers'
import { ingestedAnswer } from '@/lib/reports/domain/answers'
import { envelopeSchema } from '@/lib/reports/domain/envelope'
import { lineTypes, maxReportsPerBatch } from '@/lib/reports/domain/report'
import { dryRunResult } from '@/lib/signing/domain/dry-run'
import type { ApiCall } from './call'

const post = { method: 'POST', tag: 'Agents' } as const

/** The calls that only a node's agent makes. */
export const agentCalls = {
  getOwnAgent: {
    method: 'GET',
    path: '/api/v1/agent',
    tag: 'Agents',
    summary: 'Get the node that this token belongs to, and the server’s clock',
    may: 'readOwnAgent',
    answer: agentAnswer,
  },
  sendReports: {
    ...post,
    path: '/api/v1/reports',
    summary: `Send one report, an array of up to ${maxReportsPerBatch.toLocaleString('en-GB')}, or one per line; answered after the commit`,
    may: 'report',
    body: z.union([envelopeSchema, z.array(envelopeSchema).max(maxReportsPerBatch)]),
    bodyTypes: ['application/json', ...lineTypes],
    answer: ingestedAnswer,
    failures: ['too_many'],
  },
  announceTasks: {
    method: 'PUT',
    path: '/api/v1/nodes/{did}/tasks',
    tag: 'Agents',
    summary: 'Announce the tasks that this node offers, and whose signatures it requires',
    may: 'announceTasks',
    body: announcement,
    answer: announcedAnswer,
  },
  claimJob: {
    ...post,
    path: '/api/v1/jobs/claim',
    summary: 'Claim the next approved job whose window is open; its approval is counted again',
    may: 'claimJob',
    body: claiming,
    answer: claimAnswer,
  },
  reportDryRun: {
    ...post,
    path: '/api/v1/jobs/{job_id}/dry-run',
    summary: 'Report what a request would change; it becomes part of what is approved',
    may: 'reportDryRun',
    body: dryRunResult,
    answer: takenAnswer,
    failures: ['conflict'],
  },
  reportProgress: {
    ...post,
    path: '/api/v1/jobs/{job_id}/progress',
    summary: 'Renew the lease; add progress and log lines',
    may: 'runJob',
    body: progress,
    answer: progressAnswer,
    failures: ['conflict'],
  },
  completeJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/complete',
    summary: 'Report that the job is done; the same outcome again changes nothing',
    may: 'runJob',
    body: completion,
    answer: statusAnswer,
    failures: ['conflict'],
  },
  failJob: {
    ...post,
    path: '/api/v1/jobs/{job_id}/fail',
    summary: 'Report that the job failed, or was stopped on request (`cancelled`)',
    may: 'runJob',
    body: failing,
    answer: statusAnswer,
    failures: ['conflict'],
  },
} as const satisfies Record<string, ApiCall>
