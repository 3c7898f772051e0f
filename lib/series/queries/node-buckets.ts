import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { orderMetrics } from '@/lib/reports/domain/metric'
import { jobMark } from '@/lib/series/db/job-marks'
import { type ReadBuckets, readBucketsOf } from '@/lib/series/db/series'
import { readSeriesNodes, type SeriesNode } from '@/lib/series/db/series-node'
import { coverageOf } from '@/lib/series/domain/coverage'
import { runOf } from '@/lib/series/domain/job-run'
import { mayStillCome, reasonsOf, underMaintenance } from '@/lib/series/domain/missing'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { type Tier, tierOf } from '@/lib/series/domain/roll-up'
import { type BucketedRange, bucketsOf } from '@/lib/series/domain/series'
import { alignRange, bucketEdges, edgesWithPrevious } from '@/lib/series/domain/time-range'
import { metricColumns, statusColumns } from './bucket-columns'
import { partOf } from './bucket-part'
import { previousPeriod } from './previous-period'
import { reportBefore } from './report-before'

/** Epoch seconds; days begin in `zone`. `metrics` null: those that occur, at most 100. */
export type BucketsRequest = {
  from: number
  to: number
  maxPoints?: number
  zone?: string
  metrics: readonly string[] | null
  /** Whether the period before is wanted too; it comes with the same read. */
  previous?: boolean
  /** Fails while another program has locked the jobs, since without them a gap may get a wrong reason. */
  jobsNeeded?: boolean
}

/** What buckets alone say of a range. */
export type NodeBuckets = Omit<NodeCharts, 'changes' | 'silences'> & {
  /** The interval that the reports of each bucket were expected at, in seconds; null while unknown. */
  intervals: (number | null)[]
  /** The time up to which the node has told how it is; null once its next contact is overdue. */
  told: number | null
}

/** All columns of a range, with the jobs that touch it if they can be read; null when there is no such node. */
export async function nodeBuckets(
  manager: EntityManager,
  scope: NodeScope,
  request: BucketsRequest,
  now: number,
): Promise<NodeBuckets | null> {
  const [found = null] = await bucketsOfNodes(manager, [scope], request, now)
  return found
}

/**
 * The same of each of these nodes, from one read and over the same buckets: where raw reports of one have been deleted, all have
 * the steps of roll-ups.
 */
export async function bucketsOfNodes(
  manager: EntityManager,
  scopes: readonly NodeScope[],
  request: BucketsRequest,
  now: number,
): Promise<(NodeBuckets | null)[]> {
  const { from, to, zone, previous = false } = request
  const readFrom = previous ? from - (to - from) : from
  const aligned = (rawSince: number | null): BucketedRange => {
    const range = alignRange(from, to, request.maxPoints, { zone, rawSince, readFrom })
    const edges = bucketEdges(range)
    return { ...range, edges, open: (edges.at(-1) ?? range.to) > now }
  }
  // A second read is needed only if the range reaches back to where raw reports have been deleted, which is rare.
  const range = aligned(null)
  const first = await read(manager, scopes, range, request)
  const deleted = first.nodes.flatMap(({ node }) => node?.rawSince ?? [])
  const kept = deleted.length === 0 ? range : aligned(Math.max(...deleted))
  const same = kept.step === range.step && kept.to === range.to
  const { nodes, tier } = same ? first : await read(manager, scopes, kept, request)
  const built = nodes.map((found, place) => {
    const scope = scopes[place]
    return scope ? columnsOf(manager, scope, { ...found, tier }, { ...request, range: kept, now }) : null
  })
  return Promise.all(built)
}

type Read = {
  buckets: ReadBuckets
  node: SeriesNode | null
  earlier: { buckets: ReadBuckets; edges: number[] } | null
}

async function columnsOf(
  manager: EntityManager,
  scope: NodeScope,
  { buckets, node, earlier, tier }: Read & { tier: Tier },
  request: BucketsRequest & { range: BucketedRange; now: number },
): Promise<NodeBuckets | null> {
  if (!node) return null
  const { range, now } = request
  const jobs = node.jobs?.map(jobMark) ?? null
  const t = range.edges.slice(0, -1)
  const { status, unknown, statuses } = statusColumns(t.length, buckets.statuses)
  const runs = (jobs ?? []).flatMap((job) => runOf(job, now) ?? [])
  const before = await reportBefore(manager, scope, node, range)
  const { cadenceSeconds } = node
  const { gaps, intervals } = coverageOf(status, range, { times: buckets.times, cadenceSeconds, before })
  const maintenance = underMaintenance(bucketsOf(range), runs, intervals)
  const metrics = request.metrics ?? orderMetrics(buckets.metrics.map((columns) => columns.metric))
  const byMetric = new Map(buckets.metrics.map((columns) => [columns.metric, columns]))
  const notYet = mayStillCome(bucketsOf(range), node.told, now)
  const reasons = reasonsOf(status.reports, unknown, { maintenance, notYet })
  const series = metrics.map((metric) => [metric, metricColumns(metric, t, byMetric.get(metric), reasons)])
  return {
    range,
    tier,
    told: node.told,
    before,
    gaps,
    intervals,
    metrics: [...metrics],
    moreMetrics: request.metrics === null && buckets.more,
    series: Object.fromEntries(series),
    status,
    statuses,
    reasons,
    jobs,
    previous: earlier && previousPeriod(earlier.buckets, range, earlier.edges, { metrics, cadenceSeconds }),
  }
}

async function read(
  manager: EntityManager,
  scopes: readonly NodeScope[],
  range: BucketedRange,
  { metrics, jobsNeeded = false, previous = false, ...request }: BucketsRequest,
): Promise<{ nodes: Read[]; tier: Tier }> {
  const edges = previous ? edgesWithPrevious(range, request.to - request.from) : range.edges
  const starts = edges.slice(0, -1)
  const tier = tierOf(starts)
  const [found, nodes] = await Promise.all([
    readBucketsOf(manager, scopes, { starts, to: range.to, tier }, metrics),
    readSeriesNodes(manager, scopes, range, jobsNeeded),
  ])
  const count = range.edges.length - 1
  const split = (whole: ReadBuckets): Omit<Read, 'node'> =>
    previous
      ? {
          buckets: partOf(whole, starts.length - count, count),
          earlier: { buckets: partOf(whole, 0, count), edges: edges.slice(0, count + 1) },
        }
      : { buckets: whole, earlier: null }
  return { nodes: found.map((whole, place) => ({ ...split(whole), node: nodes[place] ?? null })), tier }
}
