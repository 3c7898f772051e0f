import type { EntityManager } from 'typeorm'

/** A node with its latest report and its open jobs. */
export type FleetNodeRow = {
  node_did: string
  name: string | null
  labels: unknown
  is_sample: boolean
  owner_id: string | null
  owner_did: string | null
  owner_name: string | null
  timestamp: Date | null
  status: string | null
  status_since: Date | null
  metrics: unknown
  diagnosis: unknown
  cadence_seconds: number | null
  pending: number
  approved: number
  running: number
  lost: number
}

/** What `nodeRows` needs of `nodes n`. */
export const nodeColumns = `n.node_did, n.name, n.labels, n.is_sample, n.owner_id, p.did AS owner_did, p.name AS owner_name,
  l.timestamp, l.status, l.status_since, l.metrics, l.diagnosis, l.cadence_seconds,
  j.pending, j.approved, j.running, j.lost`

/** What is known of few nodes beside `nodes n`: the jobs are counted node by node. */
export const nodeJoins = `
  LEFT JOIN node_latest l ON l.node_did = n.node_did
  LEFT JOIN people p ON p.id = n.owner_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'PendingApproval')::int AS pending,
           count(*) FILTER (WHERE status = 'Approved')::int AS approved,
           count(*) FILTER (WHERE status = 'Running')::int AS running,
           count(*) FILTER (WHERE status = 'Lost')::int AS lost
    FROM maintenance_jobs
    WHERE target_node_did = n.node_did AND status IN ('PendingApproval', 'Approved', 'Running', 'Lost')) j`

/** One node, with the tasks that it announced; none when it does not exist. */
export const readFleet = (db: EntityManager, did: string): Promise<(FleetNodeRow & { tasks: unknown })[]> =>
  db.query(`SELECT ${nodeColumns}, n.tasks FROM nodes n ${nodeJoins} WHERE n.node_did = $1`, [did])

/** The nodes among these DIDs that exist, in any order. */
export const readNodes = (db: EntityManager, dids: readonly string[]): Promise<FleetNodeRow[]> =>
  db.query(
    `SELECT ${nodeColumns} FROM unnest($1::text[]) AS d (did) JOIN nodes n ON n.node_did = d.did ${nodeJoins}`,
    [dids],
  )

/** Every node by name, for choosing one. */
export const readNodeNames = (db: EntityManager): Promise<{ node_did: string; name: string | null }[]> =>
  db.query(
    `SELECT node_did, name FROM nodes
     ORDER BY coalesce(name, node_did) COLLATE hakim_names, node_did COLLATE "C"`,
  )
export type SparkRow = { node_did: string; bucket: number; cpu: number | null; memory: number | null }

/** Averages of CPU and memory in `count` buckets of `step` seconds since `from`, for these nodes. */
export const readSparks = (
  db: EntityManager,
  dids: readonly string[],
  from: number,
  step: number,
  count: number,
): Promise<SparkRow[]> =>
  db.query<SparkRow[]>(
    `SELECT r.node_did, r.bucket, r.cpu, r.memory
     FROM unnest($1::text[]) AS d (did)
     CROSS JOIN LATERAL (
       SELECT node_did, bucket, sum(cpu) / nullif(count(cpu), 0) AS cpu,
              sum(memory) / nullif(count(memory), 0) AS memory
       FROM (
         SELECT target_node_did AS node_did, floor((extract(epoch FROM timestamp) - $2) / $3)::int AS bucket,
                hakim_metric(metrics -> 'cpu_usage_percent') AS cpu,
                hakim_metric(metrics -> 'memory_usage_mb') AS memory
         FROM health_reports
         WHERE target_node_did = d.did AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($4)) v
       GROUP BY 1, 2) r`,
    [dids, from, step, from + count * step],
  )

/** How many pending jobs this person may decide: on their nodes, not asked for by themselves. */
export async function countWaiting(db: EntityManager, person: { id: string; did: string }): Promise<number> {
  const [row] = await db.query<{ waiting: number }[]>(
    `SELECT count(*)::int AS waiting FROM maintenance_jobs j JOIN nodes n ON n.node_did = j.target_node_did
     WHERE j.status = 'PendingApproval' AND n.owner_id = $1 AND j.requester_did <> $2`,
    [person.id, person.did],
  )
  return row?.waiting ?? 0
}

export async function countOwned(db: EntityManager, personId: string): Promise<number> {
  const [row] = await db.query<{ owned: number }[]>(
    `SELECT count(*)::int AS owned FROM nodes WHERE owner_id = $1`,
    [personId],
  )
  return row?.owned ?? 0
}

/** Names of the nodes among these DIDs that have one. */
export async function nodeNames(db: EntityManager, dids: readonly string[]): Promise<Map<string, string>> {
  if (dids.length === 0) return new Map()
  const rows = await db.query<{ node_did: string; name: string }[]>(
    `SELECT node_did, name FROM nodes WHERE node_did = ANY ($1) AND name IS NOT NULL`,
    [dids],
  )
  return new Map(rows.map((row) => [row.node_did, row.name]))
}
