import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked, readWithJobs } from '@/lib/db/connection/jobs-locked'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { arrivedSql } from '@/lib/fleet/db/state-sql'
import { type Rhythm, toldUntil } from '@/lib/fleet/domain/node-state'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { sqlStatuses } from '@/lib/kernel/job-status'
import { readableTime } from '@/lib/reports/db/reports'
import { statedJson, statedSeconds } from '@/lib/reports/db/stated-interval'
import type { ReportBefore } from '@/lib/series/domain/series'

/** What a node's charts need beside its reports. */
export type SeriesNode = {
  /** How often it reports: learned from its reports, or what its sender says if that is longer. */
  cadenceSeconds: number | null
  /** The time of its latest report in epoch seconds, while its next contact is not overdue; reports of later times may come. */
  told: number | null
  /** Epoch seconds before which retention may have deleted raw reports; null: none were deleted. */
  rawSince: number | null
  /** The last report before the range, unless the node was silent by then. */
  before: ReportBefore | null
  /** The jobs that touch the range, oldest first, at most 200; null while another program has locked their table. */
  jobs: JobMarkRow[] | null
}

/** Times in epoch seconds. */
export type JobMarkRow = {
  job_id: string
  task_name: string
  status: string
  requester_did: string
  requester_name: string | null
  status_history: unknown
  created_at: number
  started_at: number | null
  completed_at: number | null
  /** Whether it helped, once that is settled. */
  settled_verdict: string | null
  settled_why: string | null
}

type Row = Omit<SeriesNode, 'jobs' | 'told'> & { did: string } & Rhythm & {
    timestamp: Date | null
    arrivedAt: Date | null
    readAt: Date
  } & (JobMarkRow | { job_id: null })

/**
 * How many seconds before a range a report can still determine the node's status at its start. Bounded, since in an adopted
 * database the index on node and time may not exist yet, and a node may have been silent for months.
 */
const lookBack = 'least(30 * 86400, greatest(86400, 5 * coalesce(l.cadence_seconds, 0)))'

/** Null where there is no such node. One statement for all, since each query takes another half a millisecond. */
export async function readSeriesNodes(
  db: EntityManager,
  scopes: readonly NodeScope[],
  range: { from: number; to: number },
  jobsNeeded: boolean,
): Promise<(SeriesNode | null)[]> {
  const read = async (jobs: boolean) => {
    const byNode = new Map(scopes.map(({ did }): [string, Row[]] => [did, []]))
    for (const row of await readRows(db, scopes, range, jobs)) byNode.get(row.did)?.push(row)
    return scopes.map(({ did }) => seriesNodeOf(byNode.get(did) ?? [], jobs))
  }
  return jobsNeeded ? readWithJobs(db, () => read(true)) : jobsUnlessLocked(db, read)
}

function seriesNodeOf([node, ...others]: Row[], jobs: boolean): SeriesNode | null {
  if (!node) return null
  const { rawSince, before } = node
  const cadenceSeconds = Math.max(node.cadenceSeconds ?? 0, node.intervalSeconds ?? 0) || null
  const told = toldUntil(node, node.readAt)
  const found = [node, ...others].filter((row) => row.job_id !== null)
  return {
    ...{ cadenceSeconds, rawSince, before, jobs: jobs ? found : null },
    told: told && told.getTime() / 1_000,
  }
}

const jobsOfRange = `
  SELECT j.job_id, j.task_name, j.status, j.requester_did, p.name AS requester_name, j.status_history,
         extract(epoch FROM j.created_at)::float8 AS created_at,
         extract(epoch FROM d.started_at)::float8 AS started_at,
         extract(epoch FROM j.completed_at)::float8 AS completed_at,
         CASE WHEN v.settled_at IS NOT NULL THEN v.verdict END AS settled_verdict, v.evidence->>'why' AS settled_why
  FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) LEFT JOIN job_verdicts v USING (job_id) LEFT JOIN people p ON p.did = j.requester_did
  WHERE j.target_node_did = n.node_did AND j.created_at < to_timestamp($3)
    AND coalesce(j.completed_at, CASE WHEN j.status IN ${sqlStatuses('started')} THEN now() END, d.started_at, j.created_at)
        >= to_timestamp($2)
  ORDER BY j.created_at LIMIT 200`

/** The same parameters, and never a row. */
const noJobs = `SELECT NULL::uuid AS job_id, NULL::float8 AS created_at WHERE to_timestamp($3) IS NULL`

const readRows = (
  db: EntityManager,
  scopes: readonly NodeScope[],
  range: { from: number; to: number },
  jobs: boolean,
): Promise<Row[]> =>
  keptQuery<Row>(
    db,
    `SELECT n.node_did AS did, l.cadence_seconds AS "cadenceSeconds", l.contact_seconds AS "contactSeconds",
            l.interval_seconds AS "intervalSeconds", l.timestamp, ${arrivedSql('statement_timestamp()')} AS "arrivedAt",
            statement_timestamp() AS "readAt", n.kept_before_day * 86400.0::float8 AS "rawSince", b.before, m.*
     FROM nodes n LEFT JOIN node_latest l USING (node_did)
     LEFT JOIN LATERAL (
       SELECT json_build_object('at', extract(epoch FROM timestamp)::float8, 'status', status,
                'interval', ${statedSeconds(`(${statedJson('r')})`)}) AS before
       FROM health_reports r
       WHERE target_node_did = n.node_did AND timestamp < to_timestamp($2) AND ${readableTime}
         AND timestamp >= to_timestamp($2 - ${lookBack})
       ORDER BY timestamp DESC LIMIT 1) b ON true
     LEFT JOIN LATERAL (${jobs ? jobsOfRange : noJobs}) m ON true
     WHERE n.node_did = ANY ($1) ORDER BY m.created_at`,
    [scopes.map(({ did }) => did), range.from, range.to],
  )
