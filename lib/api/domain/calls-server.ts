import { z } from 'zod'
import type { ApiCall } from './call'

const open = { method: 'GET', tag: 'Server', may: null } as const

/** The calls that need no token; they reveal no stored data. */
export const serverCalls = {
  getOpenApi: {
    ...open,
    path: '/api/v1/openapi.json',
    summary: 'Get this description (OpenAPI 3.1)',
    answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
  },
  getLive: {
    ...open,
    path: '/api/health/live',
    summary: 'Check that the process answers',
    answer: z.strictObject({ status: z.literal('live') }),
  },
  getReady: {
    ...open,
    path: '/api/health/ready',
    summary: 'Check that the database answers',
    answer: z.strictObject({ status: z.literal('ready') }),
    unavailable: z.strictObject({ status: z.literal('unavailable'), detail: z.string() }),
  },
} as const satisfies Record<string, ApiCall>
