import type { EntityManager } from 'typeorm'
import type { Report } from '@/lib/reports/domain/report'
import type { SampleNode } from '@/lib/sample/domain/node'

/**
 * Registers sample nodes and returns the new DIDs. A DID that already exists belongs to a real node, which is left
 * alone.
 */
export async function insertSampleNodes(
  tx: EntityManager,
  nodes: readonly SampleNode[],
  ownerIds: Record<SampleNode['owner'], string>,
  from: Date,
): Promise<Set<string>> {
  const rows = nodes.map((node) => ({
    node_did: node.did,
    name: node.name,
    labels: node.labels,
    owner_id: ownerIds[node.owner],
    tasks: node.tasks,
  }))
  const inserted = await tx.query<{ node_did: string }[]>(
    `WITH input AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS n (node_did varchar, name varchar, labels jsonb, owner_id text, tasks jsonb)),
     added AS (
       INSERT INTO nodes (node_did, name, labels, tasks, is_sample, tasks_announced_at, created_at)
       SELECT node_did, name, labels, tasks, true, $2, $2 FROM input
       ON CONFLICT (node_did) DO NOTHING RETURNING node_did),
     owned AS (
       INSERT INTO node_owners (node_did, person_id, since)
       SELECT node_did, owner_id, $2 FROM input JOIN added USING (node_did))
     SELECT node_did FROM added`,
    [JSON.stringify(rows), from],
  )
  return new Set(inserted.map((row) => row.node_did))
}

/**
 * Inserts reports from their raw reports alone, which contain all the other columns: a fifth less work than sending both.
 * Returns the number of new rows.
 */
export async function insertSampleReports(tx: EntityManager, reports: readonly Report[]): Promise<number> {
  const [row] = await tx.query<{ added: number }[]>(
    `WITH added AS (
       INSERT INTO health_reports (report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report)
       SELECT (r ->> 'report_id')::uuid, r ->> 'target_node_did', (r ->> 'timestamp')::timestamptz, r ->> 'status',
              r -> 'metrics', nullif(r -> 'diagnosis', 'null'), r - 'report_id'
       FROM jsonb_array_elements($1::jsonb) AS r
       ON CONFLICT (report_id) DO NOTHING RETURNING 1)
     SELECT count(*)::int AS added FROM added`,
    [JSON.stringify(reports.map(({ report_id, raw_report }) => ({ report_id, ...raw_report })))],
  )
  return row?.added ?? 0
}

/** The reports of sample nodes arrive when their story says, whenever they are inserted. */
export const setSampleContact = async (tx: EntityManager): Promise<void> => {
  await tx.query(
    `UPDATE node_latest l SET heard_at = l.timestamp, arrived_at = l.timestamp, contact_seconds = NULL
     FROM nodes n WHERE n.node_did = l.node_did AND n.is_sample AND l.heard_at > l.timestamp`,
  )
}

/** The last report of each sample node, in epoch seconds; null before its first. */
export const lastSampleReports = (db: EntityManager): Promise<{ node_did: string; last: number | null }[]> =>
  db.query(
    `SELECT node_did, extract(epoch FROM l.timestamp)::float8 AS last
     FROM nodes n LEFT JOIN node_latest l USING (node_did) WHERE n.is_sample`,
  )

/** After a large load, so that the planner does not assume empty tables until autovacuum runs. */
export const analyzeReports = async (db: EntityManager): Promise<void> => {
  await db.query(`ANALYZE health_reports, node_latest, nodes, maintenance_jobs, job_details`)
}

/** Deletes the sample nodes with their jobs and reports, and returns the number of rows of each. */
export async function deleteSampleFleet(
  tx: EntityManager,
): Promise<{ nodes: number; reports: number; jobs: number }> {
  const [, reports] = await tx.query<[unknown[], number]>(
    `DELETE FROM health_reports WHERE target_node_did IN (SELECT node_did FROM nodes WHERE is_sample)`,
  )
  // Latest reports and tokens are deleted with their node.
  const [rest] = await tx.query<{ jobs: number; nodes: number }[]>(`SELECT * FROM hakim_remove_sample()`)
  return { nodes: rest?.nodes ?? 0, reports, jobs: rest?.jobs ?? 0 }
}
