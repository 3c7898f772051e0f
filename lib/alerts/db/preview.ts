import type { EntityManager } from 'typeorm'
import type { Bucket } from '@/lib/alerts/domain/preview'
import type { RuleSettings } from '@/lib/alerts/domain/rule'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

export type PreviewNode = {
  node_key: number
  did: string
  name: string | null
  contact_seconds: number | null
  cadence_seconds: number | null
  interval_seconds: number | null
}

/** The nodes that a rule is for, as far as this viewer may see them. */
export async function previewNodes(
  db: EntityManager,
  viewer: Viewer,
  { scope, label, node_did }: Pick<RuleSettings, 'scope' | 'label' | 'node_did'>,
): Promise<PreviewNode[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const isFor =
    scope === 'node'
      ? `n.node_did = ${add(node_did)}`
      : scope === 'label'
        ? `EXISTS (SELECT FROM jsonb_each_text(n.labels) e WHERE e.key || ':' || e.value = ${add(label)})`
        : 'true'
  return db.query(
    `SELECT n.node_key, n.node_did AS did, n.name, l.contact_seconds, l.cadence_seconds, l.interval_seconds
     FROM nodes n LEFT JOIN node_latest l USING (node_did)
     WHERE n.retired_at IS NULL AND ${isFor} AND ${visibleSql('n.node_did', viewer, parameters)} ORDER BY n.node_key`,
    parameters.values,
  )
}

const days = (minute: number): number => Math.floor(minute / 1_440)

/**
 * The days on which a metric was beyond a limit, from the roll-ups of days; days that are not rolled up yet count in any case.
 * Those with the most nodes' days first are not preferred: in the order of nodes, at most `limit`.
 */
export async function metricDays(
  db: EntityManager,
  nodes: readonly PreviewNode[],
  { metric, over, bound }: { metric: string; over: boolean; bound: number },
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<{ node_key: number; day: number }[]> {
  return db.query(
    `SELECT node_key, day FROM (
       SELECT r.node_key, r.chunk AS day FROM roll_ups r
       WHERE r.node_key = ANY ($1::int[]) AND r.tier = 86400 AND r.chunk BETWEEN $2 AND $3
         AND r.metric_id = (SELECT metric_id FROM metric_names WHERE name_hash = sha256(convert_to($4, 'UTF8')))
         AND $5::float8 ${over ? '<' : '>'} ANY (${over ? 'r.max' : 'r.min'})
       UNION
       SELECT d.node_key, d.day FROM roll_up_dirty_days d
       WHERE d.node_key = ANY ($1::int[]) AND d.day BETWEEN $2 AND $3) found
     ORDER BY node_key, day LIMIT $6`,
    [nodes.map(({ node_key }) => node_key), days(from), days(to), metric, bound, limit],
  )
}

type Chunk = {
  node_key: number
  chunk: number
  at: number[]
  count: number[]
  sum: number[]
  min: number[]
  max: number[]
}

/** The buckets of five minutes of these days of nodes, by node, in order. */
export async function metricBuckets(
  db: EntityManager,
  metric: string,
  wanted: readonly { node_key: number; day: number }[],
): Promise<Map<number, Bucket[]>> {
  const chunks = await db.query<Chunk[]>(
    `SELECT r.node_key, r.chunk, r.at, r.count, r.sum, r.min, r.max
     FROM (SELECT DISTINCT node_key, day * 12 + g AS chunk FROM unnest($1::int[], $2::int[]) AS w (node_key, day)
           CROSS JOIN generate_series(0, 12) g) w
     JOIN roll_ups r ON r.node_key = w.node_key AND r.tier = 300 AND r.chunk = w.chunk
       AND r.metric_id = (SELECT metric_id FROM metric_names WHERE name_hash = sha256(convert_to($3, 'UTF8')))
     ORDER BY r.node_key, r.chunk`,
    [wanted.map(({ node_key }) => node_key), wanted.map(({ day }) => day), metric],
  )
  const found = new Map<number, Bucket[]>()
  for (const { node_key, chunk, at, count, sum, min, max } of chunks) {
    const buckets = found.get(node_key) ?? []
    for (const [index, place] of at.entries())
      buckets.push({
        minute: chunk * 120 + place * 5,
        avg: (sum[index] ?? 0) / (count[index] ?? 1),
        ...{ min: min[index] ?? 0, max: max[index] ?? 0 },
      })
    found.set(node_key, buckets)
  }
  return found
}

/** The same for statuses: the share of bad reports in each bucket. */
export async function statusBuckets(
  db: EntityManager,
  nodes: readonly PreviewNode[],
  bad: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<Map<number, Bucket[]>> {
  const rows = await db.query<{ node_key: number; minute: number; bad: number; reports: number }[]>(
    `WITH ill AS (
       SELECT DISTINCT node_key, chunk FROM roll_up_statuses
       WHERE node_key = ANY ($1::int[]) AND tier = 300 AND chunk BETWEEN $2 AND $3 AND status = ANY ($4)
       LIMIT ${mostChunks}),
     around AS (SELECT DISTINCT node_key, chunk + g AS chunk FROM ill CROSS JOIN generate_series(0, 1) g)
     SELECT s.node_key, s.chunk * 120 + b.at * 5 AS minute,
            coalesce(sum(b.reports) FILTER (WHERE s.status = ANY ($4)), 0)::float8 AS bad, sum(b.reports)::float8 AS reports
     FROM around a JOIN roll_up_statuses s ON s.node_key = a.node_key AND s.tier = 300 AND s.chunk = a.chunk
     CROSS JOIN unnest(s.at, s.reports) AS b (at, reports)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [nodes.map(({ node_key }) => node_key), ...chunksOf({ from, to }), bad],
  )
  const found = new Map<number, Bucket[]>()
  for (const { node_key, minute, bad: ill, reports } of rows) {
    const buckets = found.get(node_key) ?? []
    buckets.push({ minute, avg: ill / reports, min: ill === reports ? 1 : 0, max: ill > 0 ? 1 : 0 })
    found.set(node_key, buckets)
  }
  return found
}

const mostChunks = 4_000
const chunksOf = ({ from, to }: { from: number; to: number }) => [
  Math.floor(from / 120),
  Math.floor(to / 120),
]

/** The buckets with reports of each node, as minutes, in order. */
export async function reportMinutes(
  db: EntityManager,
  nodes: readonly PreviewNode[],
  { from, to }: { from: number; to: number },
): Promise<Map<number, number[]>> {
  const rows = await db.query<{ node_key: number; minutes: number[] }[]>(
    `SELECT node_key, array_agg(minute ORDER BY minute) AS minutes
     FROM (SELECT DISTINCT s.node_key, s.chunk * 120 + b.at * 5 AS minute
           FROM roll_up_statuses s CROSS JOIN unnest(s.at) AS b (at)
           WHERE s.node_key = ANY ($1::int[]) AND s.tier = 300 AND s.chunk BETWEEN $2 AND $3) found
     GROUP BY node_key`,
    [nodes.map(({ node_key }) => node_key), ...chunksOf({ from, to })],
  )
  return new Map(rows.map(({ node_key, minutes }) => [node_key, minutes]))
}
