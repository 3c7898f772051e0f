import { z } from 'zod'
import { nodeAnswer, nodesAnswer } from '@/lib/fleet/domain/answers'
import { nodesQuery } from '@/lib/fleet/domain/fleet-query'
import { reportsAnswer } from '@/lib/reports/domain/answers'
import { reportsQuery } from '@/lib/reports/domain/reports-query'
import { seriesAnswer } from '@/lib/series/domain/answers'
import { seriesQuery } from '@/lib/series/domain/series-query'
import type { ApiCall } from './call'

const read = { method: 'GET', tag: 'Nodes' } as const

/** The calls that read nodes. */
export const nodeCalls = {
  listNodes: {
    ...read,
    path: '/api/v1/nodes',
    summary: 'List nodes, worst first, in keyset pages',
    may: 'readFleet',
    query: nodesQuery,
    answer: nodesAnswer,
  },
  getNode: {
    ...read,
    path: '/api/v1/nodes/{did}',
    summary: 'Get one node: latest status, metrics, diagnosis, owners, labels',
    may: 'readNode',
    answer: nodeAnswer,
  },
  getSeries: {
    ...read,
    path: '/api/v1/nodes/{did}/series',
    summary: 'Get metrics over time in columns of equal length; a closed range carries an ETag',
    may: 'readNode',
    query: seriesQuery,
    answer: seriesAnswer,
  },
  listReports: {
    ...read,
    path: '/api/v1/nodes/{did}/reports',
    summary: 'List raw reports, newest first, in keyset pages',
    may: 'readNode',
    query: reportsQuery,
    answer: reportsAnswer,
  },
  streamEvents: {
    ...read,
    path: '/api/v1/events',
    summary:
      'Stream the events `hello`, `change` with the `nodes` and `jobs` that have changed, and `problem`',
    may: 'readEvents',
    answer: z.string(),
    answerType: 'text/event-stream',
    failures: ['too_many'],
  },
} as const satisfies Record<string, ApiCall>
