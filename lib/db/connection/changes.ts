import type { EntityManager } from 'typeorm'

export type Changes = {
  nodes: { id: string; xid: string }[]
  jobs: { id: string; node: string; xid: string }[]
  /** Pass it to the next call. */
  since: string
}

/**
 * What changed in transactions that had not finished at the snapshot `since`. A row that commits late has a transaction
 * id at or above that snapshot's xmin, so no change is missed; a row may come twice. `since` null: only the current
 * snapshot.
 */
export async function readChanges(db: EntityManager, since: string | null): Promise<Changes> {
  const [row] = await db.query<{ nodes: Changes['nodes']; jobs: Changes['jobs']; since: string }[]>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS since,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', node_did, 'xid', changed_xid::text))
                      FROM node_latest WHERE changed_xid >= $1::xid8), '[]') AS nodes,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.job_id, 'node', j.target_node_did,
                                                          'xid', d.changed_xid::text))
                      FROM job_details d JOIN maintenance_jobs j USING (job_id)
                      WHERE d.changed_xid >= $1::xid8), '[]') AS jobs`,
    [since],
  )
  if (!row) throw new Error('PostgreSQL returned no snapshot')
  return row
}
