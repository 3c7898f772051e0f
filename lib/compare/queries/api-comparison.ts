import type { ComparisonAnswer } from '@/lib/compare/domain/answers'
import { mostCompared } from '@/lib/compare/domain/compare-params'
import { type CompareQuery, mostSeries } from '@/lib/compare/domain/compare-query'
import type { NodeSeries } from '@/lib/compare/domain/comparison'
import { database } from '@/lib/db/connection/server-database'
import { countMatching, readFleetPage } from '@/lib/fleet/db/list'
import { nodeNames } from '@/lib/fleet/db/nodes'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { alignRange, bucketEdges } from '@/lib/series/domain/time-range'
import { seriesOfNodes } from './series-of-nodes'

/** The nodes of a query, and how many of its label are left out. */
async function askedNodes(
  viewer: Viewer,
  { nodes, label }: CompareQuery,
): Promise<{ dids: string[]; leftOut: number }> {
  if (nodes) return { dids: nodes, leftOut: 0 }
  const { manager } = await database()
  const request = { viewer, filter: { label: label ?? '', sort: 'state' } as const }
  const found = await readFleetPage(manager, request, null, mostCompared + 1)
  const dids = found.slice(0, mostCompared).map((row) => row.node_did)
  const all = found.length > mostCompared ? await countMatching(manager, request) : found.length
  return { dids, leftOut: Math.max(0, all - dids.length) }
}

/** The answer of `GET /series`: the same metrics of many nodes over the same buckets. */
export async function apiComparison(
  viewer: Viewer,
  query: CompareQuery,
  now = Date.now() / 1_000,
): Promise<Result<ComparisonAnswer>> {
  const { dids, leftOut } = await askedNodes(viewer, query)
  if (dids.length * query.metrics.length > mostSeries)
    return fail('invalid', 'The query is not valid.', {
      fields: [
        {
          path: 'metrics',
          message: `must be fewer: the label has ${dids.length} nodes, and nodes times metrics may be at most ${mostSeries}`,
        },
      ],
    })
  const [found, names] = await Promise.all([
    seriesOfNodes(viewer, dids, { ...query, jobsNeeded: true }, now),
    database().then(({ manager }) => nodeNames(manager, viewer, dids)),
  ])
  const known = new Set(found.map(({ did }) => did))
  const { edges, ...range } = found[0]?.range ?? emptyRange(query)
  return ok({
    from: iso(range.from),
    to: iso(range.to),
    time_zone: range.zone ?? 'UTC',
    step_seconds: range.step,
    tier: found[0]?.tier ?? 'raw',
    open: (edges.at(-1) ?? 0) > now,
    t: edges.slice(0, -1),
    nodes: found.map((node) => nodeAnswer(node, names.get(node.did) ?? null)),
    unknown: dids.filter((did) => !known.has(did)),
    left_out: leftOut,
  })
}

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

function emptyRange({ from, to, maxPoints, zone }: CompareQuery) {
  const range = alignRange(from, to, maxPoints, { zone })
  return { ...range, edges: bucketEdges(range) }
}

function nodeAnswer(
  { did, status, gaps, series, previous }: NodeSeries,
  name: string | null,
): ComparisonAnswer['nodes'][number] {
  return {
    ...{ node: did, name, ...status, gaps, series },
    previous: previous && {
      t: previous.range.edges.slice(0, -1),
      reports: previous.status.reports,
      gaps: previous.gaps,
      series: previous.series,
    },
  }
}
