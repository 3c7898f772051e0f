import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from './jobs-locked'

export type Changes = {
  nodes: { id: string; xid: string }[]
  jobs: { id: string; node: string; requester: string; xid: string }[]
  /** Pass it to the next call. */
  since: string
}

/**
 * What changed in transactions that had not finished at the snapshot `since`. A row that commits late has a transaction
 * id at or above that snapshot's xmin, so no change is missed; a row may come twice. `since` null: only the current
 * snapshot. While another program has locked the jobs, the snapshot stays, and changes of jobs come later.
 */
export async function readChanges(db: EntityManager, since: string | null): Promise<Changes> {
  if (since === null) return changesSince(db, null, false)
  return jobsUnlessLocked(db, async (jobs) => {
    const found = await changesSince(db, since, jobs)
    return jobs ? found : { ...found, since }
  })
}

const changedJobs = `
  SELECT jsonb_agg(jsonb_build_object('id', d.job_id, 'node', j.target_node_did, 'requester', j.requester_did,
                                      'xid', d.changed_xid::text))
  FROM job_details d JOIN maintenance_jobs j USING (job_id) WHERE d.changed_xid >= $1::xid8`

async function changesSince(db: EntityManager, since: string | null, jobs: boolean): Promise<Changes> {
  const [row] = await db.query<{ nodes: Changes['nodes']; jobs: Changes['jobs']; since: string }[]>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS since,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', node_did, 'xid', changed_xid::text))
                      FROM node_latest WHERE changed_xid >= $1::xid8), '[]') AS nodes,
            ${jobs ? `coalesce((${changedJobs}), '[]')` : `'[]'::jsonb`} AS jobs`,
    [since],
  )
  if (!row) throw new Error('PostgreSQL returned no snapshot')
  return row
}

/**
 * What changed in transactions that had not finished at an earlier snapshot, for somebody who comes back; null if it is more than
 * `most`, which nobody has to read one by one.
 */
export async function readMissed(
  db: EntityManager,
  since: string,
  most: number,
): Promise<{ nodes: string[]; jobs: Omit<Changes['jobs'][number], 'xid'>[] } | null> {
  return jobsUnlessLocked(db, async (free) => {
    if (!free) return null
    const nodes = await db.query<{ id: string }[]>(
      `SELECT node_did AS id FROM node_latest WHERE changed_xid >= $1::xid8 LIMIT ${most + 1}`,
      [since],
    )
    const jobs = await db.query<{ id: string; node: string; requester: string }[]>(
      `SELECT job_id AS id, target_node_did AS node, requester_did AS requester
       FROM (SELECT job_id FROM job_details WHERE changed_xid >= $1::xid8 LIMIT ${most + 1}) d
       JOIN maintenance_jobs USING (job_id)`,
      [since],
    )
    return nodes.length + jobs.length > most ? null : { nodes: nodes.map(({ id }) => id), jobs }
  })
}
