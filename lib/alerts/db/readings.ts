import type { EntityManager } from 'typeorm'
import type { Reading } from '@/lib/alerts/domain/level'

/** A report; `metrics` in the order of the names that were asked for. */
export type ReadReport = Omit<Reading, 'metric'> & { at: number; metrics: (number | null)[] }

/** A node's latest report, how many came before it, and the transaction that wrote it. */
export type Latest = ReadReport & { did: string; reports: number; labels: Record<string, unknown> }

const values = (metrics: string, names: string): string =>
  `ARRAY(SELECT hakim_metric(CASE WHEN jsonb_typeof(${metrics}) = 'object' THEN ${metrics} END -> k)
         FROM unnest(${names}::text[]) WITH ORDINALITY AS n (k, place) ORDER BY place)`

/** The code of a diagnosis; null without one. */
export const diagnosisCode = (diagnosis: string): string =>
  `CASE WHEN jsonb_typeof(${diagnosis}) = 'object' THEN nullif(${diagnosis} ->> 'code', '') END`

/** Pass it to the next call. */
export async function snapshot(db: EntityManager): Promise<string> {
  const [row] = await db.query<{ since: string }[]>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS since`,
  )
  if (!row) throw new Error('PostgreSQL returned no snapshot')
  return row.since
}

/** The nodes whose latest state was written by a transaction at or above `since`; null: all. A node may come twice. */
export const readLatest = (
  db: EntityManager,
  since: string | null,
  names: readonly string[],
): Promise<Latest[]> =>
  db.query(
    `SELECT l.node_did AS did, l.reports::float8 AS reports, date_part('epoch', l.timestamp) AS at, l.status,
            ${diagnosisCode('l.diagnosis')} AS code, ${values('l.metrics', '$2')} AS metrics, n.labels
     FROM node_latest l JOIN nodes n USING (node_did)
     WHERE ($1::text IS NULL OR l.changed_xid >= $1::xid8) AND l.timestamp IS NOT NULL AND n.retired_at IS NULL`,
    [since, names],
  )

/** The reports of these nodes after `since` (epoch seconds, one for each), up to the latest one, in order. */
export const readReports = (
  db: EntityManager,
  nodes: readonly { did: string; since: number }[],
  names: readonly string[],
): Promise<(ReadReport & { did: string })[]> =>
  db.query(
    `SELECT l.node_did AS did, date_part('epoch', h.timestamp) AS at, h.status, ${diagnosisCode('h.diagnosis')} AS code,
            ${values('h.metrics', '$3')} AS metrics
     FROM unnest($1::text[], $2::float8[]) AS w (did, since) JOIN node_latest l ON l.node_did = w.did
     CROSS JOIN LATERAL (
       SELECT * FROM health_reports r WHERE r.target_node_did = w.did
         AND r.timestamp > to_timestamp(w.since) AND r.timestamp <= l.timestamp OFFSET 0) h
     ORDER BY l.node_did, h.timestamp`,
    [nodes.map(({ did }) => did), nodes.map(({ since }) => since), names],
  )
