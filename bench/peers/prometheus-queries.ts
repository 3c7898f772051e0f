import { z } from 'zod'
import type { Reading } from '../load'
import type { SeriesInput, SeriesValue } from '../reader-calls'

const aggregates = ['min', 'avg', 'max'] as const

type Query = { metric: string; aggregate: (typeof aggregates)[number]; path: string }

/**
 * The window as range queries: four metrics × minimum, average and maximum over the step. Prometheus looks back from each
 * time, so the query times are the last milliseconds of the buckets. `from` is the first bucket's start.
 */
export function queriesOf({ did, metrics, from, to, step }: SeriesInput): Query[] {
  const start = from + step - 0.001
  const end = from + Math.ceil((to - from) / step) * step
  return metrics.flatMap((metric) =>
    aggregates.map((aggregate) => {
      const query = `${aggregate}_over_time(${metric}{node="${did}"}[${step}s])`
      const params = new URLSearchParams({
        query,
        start: String(start),
        end: String(end),
        step: String(step),
      })
      return { metric, aggregate, path: `/api/v1/query_range?${params}` }
    }),
  )
}

const matrix = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })).max(1),
  }),
})

/** Runs all queries and maps the answers to our buckets; they do not include sample counts. */
export async function seriesOf(
  reading: Reading,
  queries: readonly Query[],
  ours: SeriesValue,
): Promise<SeriesValue> {
  const metrics: SeriesValue['metrics'] = {}
  for (const { metric, aggregate, path } of queries) {
    const answer = matrix.parse(JSON.parse(await reading.text(path)))
    const t = ours.metrics[metric]?.t ?? []
    const found = new Map(
      answer.data.result[0]?.values.map(([at, value]) => [Math.round(at) - ours.step, Number(value)]),
    )
    metrics[metric] ??= { t, count: [], min: [], avg: [], max: [] }
    metrics[metric][aggregate] = t.map((start) => found.get(start) ?? null)
  }
  return { from: ours.from, step: ours.step, metrics }
}
