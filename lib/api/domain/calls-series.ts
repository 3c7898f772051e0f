import { z } from 'zod'
import { comparisonAnswer } from '@/lib/compare/domain/answers'
import { compareQuery } from '@/lib/compare/domain/compare-query'
import type { ApiCall } from './call'

const read = { method: 'GET', tag: 'Nodes', may: 'readNode', query: compareQuery } as const

/** The calls that read metrics of several nodes. */
export const seriesCalls = {
  compareSeries: {
    ...read,
    path: '/api/v1/series',
    summary: 'Get metrics of up to 50 nodes over the same buckets, with the period before if asked for',
    answer: comparisonAnswer,
  },
  downloadSeries: {
    ...read,
    path: '/api/v1/series.csv',
    summary: 'Download the same as CSV, a row for each bucket of each metric and node',
    answer: z.string(),
    answerType: 'text/csv',
  },
} as const satisfies Record<string, ApiCall>
