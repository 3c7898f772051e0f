import type { EntityManager } from 'typeorm'

/** More runs than these of one node say nothing about the next one. */
const lastRuns = 5

/** How long the last completed runs of a task took on each of these nodes, in milliseconds. */
export async function readLastRuns(
  db: EntityManager,
  task: string,
  nodes: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await db.query<{ node_did: string; took: number[] }[]>(
    `SELECT n.did AS node_did, array_agg(r.took) AS took
     FROM unnest($2::text[]) n (did) CROSS JOIN LATERAL (
       SELECT 1000 * extract(epoch FROM j.completed_at - d.started_at)::float8 AS took
       FROM maintenance_jobs j JOIN job_details d USING (job_id)
       WHERE j.target_node_did = n.did AND j.task_name = $1 AND j.status = 'Completed' AND d.started_at < j.completed_at
       ORDER BY j.completed_at DESC NULLS LAST LIMIT ${lastRuns}) r
     GROUP BY n.did`,
    [task, nodes],
  )
  return new Map(rows.map(({ node_did, took }) => [node_did, took]))
}
