import { commentedAnswer, commentsAnswer } from '@/lib/jobs/domain/answers'
import { commentRequest } from '@/lib/jobs/domain/comment'
import type { ApiCall } from './call'

/** The calls about what people say about a job. */
export const talkCalls = {
  listComments: {
    method: 'GET',
    path: '/api/v1/jobs/{job_id}/comments',
    tag: 'Jobs',
    summary: 'List what people said about a job, oldest first',
    may: 'readJobs',
    answer: commentsAnswer,
  },
  commentOnJob: {
    method: 'POST',
    path: '/api/v1/jobs/{job_id}/comments',
    tag: 'Jobs',
    summary: 'Say something about a job, or ask its requester before deciding',
    may: 'commentOnJob',
    body: commentRequest,
    answer: commentedAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
} as const satisfies Record<string, ApiCall>
