import { And, type DataSource, LessThan, MoreThanOrEqual } from 'typeorm'
import { HealthReport } from '@/lib/db/entities/health-report'
import { isJsonObject } from '@/lib/kernel/json/json'
import { alignRange } from '@/lib/series/domain/time-range'
import type { SeriesInput, SeriesValue } from '../reader-calls'

type Aggregate = { count: number; sum: number; min: number; max: number }

/**
 * What an application on the given schema would do without roll-ups: TypeORM's `find` of a node's reports in the window,
 * then minimum, average and maximum per bucket in JavaScript. `columns` reads only the two columns needed.
 */
export async function findSeries(
  db: DataSource,
  input: SeriesInput,
  select: 'rows' | 'columns',
): Promise<SeriesValue> {
  const aligned = alignRange(input.from, input.to)
  const step = input.step || aligned.step
  const from = Math.floor(input.from / step) * step
  const rows = await db.getRepository(HealthReport).find({
    ...(select === 'columns' ? { select: { timestamp: true, metrics: true } } : {}),
    where: {
      target_node_did: input.did,
      timestamp: And(MoreThanOrEqual(new Date(from * 1_000)), LessThan(new Date(input.to * 1_000))),
    },
  })
  const buckets = Math.ceil((input.to - from) / step)
  const aggregates = new Map(
    input.metrics.map((metric) => [metric, new Array<Aggregate | undefined>(buckets)]),
  )
  for (const row of rows) {
    if (!isJsonObject(row.metrics)) continue
    const bucket = Math.floor((row.timestamp.getTime() / 1_000 - from) / step)
    for (const [metric, column] of aggregates) {
      const value = row.metrics[metric]
      if (typeof value === 'number') column[bucket] = withSample(column[bucket], value)
    }
  }
  const t = Array.from({ length: buckets }, (_, index) => from + index * step)
  return {
    ...{ from, step },
    metrics: Object.fromEntries([...aggregates].map(([metric, column]) => [metric, columnsOf(t, column)])),
  }
}

const withSample = (before: Aggregate | undefined, value: number): Aggregate =>
  before
    ? {
        count: before.count + 1,
        sum: before.sum + value,
        min: Math.min(before.min, value),
        max: Math.max(before.max, value),
      }
    : { count: 1, sum: value, min: value, max: value }

const columnsOf = (
  t: number[],
  column: readonly (Aggregate | undefined)[],
): SeriesValue['metrics'][string] => ({
  t,
  count: t.map((_, index) => column[index]?.count ?? 0),
  min: t.map((_, index) => column[index]?.min ?? null),
  avg: t.map((_, index) => {
    const aggregate = column[index]
    return aggregate ? aggregate.sum / aggregate.count : null
  }),
  max: t.map((_, index) => column[index]?.max ?? null),
})
