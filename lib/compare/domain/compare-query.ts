import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { storableText } from '@/lib/kernel/json/schemas'
import { filterText } from '@/lib/kernel/url/query'
import { checkRange, metricNames, momentsOf, rangeFields } from '@/lib/series/domain/series-query'
import { mostCompared } from './compare-params'

/** Bounds the size of an answer: nodes times metrics. */
export const mostSeries = 100

const nodeList = storableText
  .max(13_000, 'must have at most 13,000 characters')
  // A DID of another program may hold commas.
  .transform((text) => [...new Set(text.split(/,(?=did:)/))])
  .pipe(z.array(anyDid).max(mostCompared, `must name at most ${mostCompared} nodes`))

/** The query of `GET /series` and `GET /series.csv`: nodes by name, or the first 50 of a label, worst first. */
export const compareQuery = z
  .strictObject({
    nodes: nodeList.optional(),
    label: filterText.includes(':', 'must be key:value').optional(),
    metrics: metricNames,
    previous: z.enum(['true', 'false'], 'must be true or false').default('false'),
    ...rangeFields,
  })
  .refine(({ nodes, label }) => (nodes === undefined) !== (label === undefined), {
    path: ['nodes'],
    message: 'must be given, or else label',
  })
  .refine(({ nodes, metrics }) => (nodes?.length ?? 1) * metrics.length <= mostSeries, {
    path: ['metrics'],
    message: `must be fewer: nodes times metrics may be at most ${mostSeries}`,
  })
  .transform((query) => ({
    nodes: query.nodes ?? null,
    label: query.label ?? null,
    metrics: query.metrics,
    previous: query.previous === 'true',
    ...momentsOf(query),
    maxPoints: query.max_points,
    zone: query.tz,
  }))
  .check(checkRange)

export type CompareQuery = z.output<typeof compareQuery>
