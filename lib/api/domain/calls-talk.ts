import { commentedAnswer, commentsAnswer, followedAnswer } from '@/lib/jobs/domain/answers'
import { commentRequest } from '@/lib/jobs/domain/comment'
import type { ApiCall } from './call'

/** The calls about what people say about a job, and who is told of it. */
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
  followJob: {
    method: 'PUT',
    path: '/api/v1/jobs/{job_id}/follow',
    tag: 'Jobs',
    summary: 'Follow a job: be told of it as its requester is, and of comments, until it is over',
    may: 'follow',
    answer: followedAnswer,
    failures: ['conflict'],
  },
  unfollowJob: {
    method: 'DELETE',
    path: '/api/v1/jobs/{job_id}/follow',
    tag: 'Jobs',
    summary: 'Stop following a job',
    may: 'follow',
    answer: followedAnswer,
  },
} as const satisfies Record<string, ApiCall>
