import { z } from 'zod'
import { flowAnswer } from '@/lib/flow/domain/answers'
import { flowQuery } from '@/lib/flow/domain/flow-query'
import type { ApiCall } from './call'

/** The calls about how requests go. */
export const flowCalls = {
  getFlow: {
    method: 'GET',
    path: '/api/v1/jobs/flow',
    tag: 'Jobs',
    summary:
      'Get how long requests took, step by step, and how they ended, by the time at which they were made',
    may: 'readFlow',
    query: flowQuery,
    answer: flowAnswer,
  },
  downloadFlow: {
    method: 'GET',
    path: '/api/v1/jobs/flow.csv',
    tag: 'Jobs',
    summary: 'Download the same as CSV, a row for each hour, day, week or month',
    may: 'readFlow',
    query: flowQuery,
    answer: z.string(),
    answerType: 'text/csv',
  },
} as const satisfies Record<string, ApiCall>
