import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { Audience } from '@/lib/fleet/domain/audience'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { Viewer } from '@/lib/kernel/role'
import { arrivedSql, flapsToSql, heardSql } from './state-sql'
import { visibleSql } from './visibility'

/** A node with its latest report and its open jobs. */
export type FleetNodeRow = {
  node_did: string
  name: string | null
  labels: unknown
  is_sample: boolean
  retired_at: Date | null
  service_reason: string | null
  /** Longest owner first. */
  owners: { id: string; did: string; name: string }[]
  timestamp: Date | null
  status: string | null
  status_since: Date | null
  metrics: unknown
  diagnosis: unknown
  cadence_seconds: number | null
  heard_at: Date | null
  arrived_at: Date | null
  contact_seconds: number | null
  interval_seconds: number | null
  ahead_seconds: number | null
  /** The worst status of its last changes, if it flaps. */
  flaps_to: string | null
  /** The time of this row by the clock that `heard_at` is by. */
  read_at: Date
  /** Its open jobs by status; null while another program has locked their table. */
  open_jobs: FleetRow['openJobs']
}

/** The columns of FleetNodeRow, over `nodes n` and `nodeJoins`; `jobs`: with open jobs. */
export const nodeColumns = (
  jobs: boolean,
): string => `n.node_did, n.name, n.labels, n.is_sample, n.retired_at, n.service_reason, o.owners,
  l.timestamp, l.status, l.status_since, l.metrics, l.diagnosis, l.cadence_seconds,
  ${heardSql('statement_timestamp()')} AS heard_at, ${arrivedSql('statement_timestamp()')} AS arrived_at,
  l.contact_seconds, l.interval_seconds, l.ahead_seconds, ${flapsToSql} AS flaps_to, statement_timestamp() AS read_at,
  ${jobs ? 'j.open_jobs' : 'NULL::json AS open_jobs'}`

/** Joins for a small number of `nodes n`, since jobs are counted node by node. */
export const nodeJoins = (jobs: boolean): string => `
  LEFT JOIN node_latest l ON l.node_did = n.node_did
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', p.id, 'did', p.did, 'name', p.name) ORDER BY w.since, p.id), '[]')
             AS owners
    FROM node_owners w JOIN people p ON p.id = w.person_id WHERE w.node_did = n.node_did) o
  ${jobs ? openJobsJoin : ''}`

const openJobsJoin = `
  CROSS JOIN LATERAL (
    SELECT json_build_object('pending', count(*) FILTER (WHERE status = 'PendingApproval'),
                             'approved', count(*) FILTER (WHERE status = 'Approved'),
                             'running', count(*) FILTER (WHERE status = 'Running'),
                             'lost', count(*) FILTER (WHERE status = 'Lost')) AS open_jobs
    FROM maintenance_jobs
    WHERE target_node_did = n.node_did AND status IN ${sqlStatuses('open')}) j`

/** One node with its announced tasks and who retired it; an empty list when it does not exist. */
export const readFleet = (
  db: EntityManager,
  scope: NodeScope,
): Promise<
  (FleetNodeRow & { tasks: unknown; consent: unknown; restricted: boolean; service_by: string | null })[]
> =>
  jobsUnlessLocked(db, (jobs) =>
    keptQuery(
      db,
      `SELECT ${nodeColumns(jobs)}, n.tasks, n.consent, n.restricted, (SELECT name FROM people WHERE id = n.service_by) AS service_by
       FROM nodes n ${nodeJoins(jobs)} WHERE n.node_did = $1`,
      [scope.did],
    ),
  )

/** The nodes among these DIDs that exist for this viewer, in any order. */
export function readNodes(
  db: EntityManager,
  viewer: Viewer | Audience,
  dids: readonly string[],
): Promise<FleetNodeRow[]> {
  const parameters = new Parameters()
  const list = parameters.add(dids)
  const visible = visibleSql('n.node_did', viewer, parameters)
  return jobsUnlessLocked(db, (jobs) =>
    db.query(
      `SELECT ${nodeColumns(jobs)}
       FROM unnest(${list}::text[]) AS d (did) JOIN nodes n ON n.node_did = d.did ${nodeJoins(jobs)} WHERE ${visible}`,
      parameters.values,
    ),
  )
}

/** The same nodes, without their open jobs, and what they offer. */
export function readNodesBeside(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<(FleetNodeRow & { tasks: unknown })[]> {
  const parameters = new Parameters()
  const list = parameters.add(dids)
  return db.query(
    `SELECT ${nodeColumns(false)}, n.tasks FROM nodes n ${nodeJoins(false)}
     WHERE n.node_did = ANY (${list}::text[]) AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
}

/** The nodes that this viewer may see, by name, to choose from: all, or the first `limit`. */
export function readNodeNames(
  db: EntityManager,
  viewer: Viewer,
  limit: number | null = null,
): Promise<{ node_did: string; name: string | null }[]> {
  const parameters = new Parameters()
  return db.query(
    `SELECT node_did, name FROM nodes n WHERE ${visibleSql('n.node_did', viewer, parameters)}
     ORDER BY coalesce(name, node_did) COLLATE hakim_names, node_did COLLATE "C" LIMIT ${parameters.add(limit)}`,
    parameters.values,
  )
}

export async function countOwned(db: EntityManager, personId: string): Promise<number> {
  const [row] = await db.query<{ owned: number }[]>(
    `SELECT count(*)::int AS owned FROM node_owners JOIN nodes n USING (node_did)
     WHERE person_id = $1 AND n.retired_at IS NULL`,
    [personId],
  )
  return row?.owned ?? 0
}

/** The names of those nodes among these DIDs that have one and that this viewer may see. */
export async function nodeNames(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<Map<string, string>> {
  if (dids.length === 0) return new Map()
  const parameters = new Parameters()
  const list = parameters.add(dids)
  const rows = await db.query<{ node_did: string; name: string }[]>(
    `SELECT node_did, name FROM nodes n WHERE node_did = ANY (${list}) AND name IS NOT NULL
       AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
  return new Map(rows.map((row) => [row.node_did, row.name]))
}
