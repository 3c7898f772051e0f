import type { EntityManager } from 'typeorm'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import type { StatusChange } from '@/lib/jobs/domain/status'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { Role } from '@/lib/kernel/role'
import type { Report } from '@/lib/reports/domain/report'
import type { SampleNode } from '@/lib/sample/domain/nodes'
import { parseSampleState, type SampleState } from '@/lib/sample/domain/state'

const key = 'sample_fleet'

export const readSampleState = async (db: EntityManager): Promise<SampleState> =>
  parseSampleState(await readSetting(db, key))

/** The state, locked until the transaction ends: only one of loading, topping up and removing runs at a time. */
export async function lockSampleState(tx: EntityManager): Promise<SampleState> {
  await tx.query(
    `INSERT INTO settings (key, value) VALUES ($1, '{"state": "never"}') ON CONFLICT (key) DO NOTHING`,
    [key],
  )
  const [row] = await tx.query<{ value: unknown }[]>(`SELECT value FROM settings WHERE key = $1 FOR UPDATE`, [
    key,
  ])
  return parseSampleState(row?.value)
}

export const writeSampleState = (tx: EntityManager, state: SampleState): Promise<void> =>
  writeSetting(tx, key, state)

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

/** A job to be inserted; `steps` are the entries of its history after the first, in order. */
export type SampleJobRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  requester_id: string
  task_name: string
  params: unknown
  reason: string
  created_at: string
  expires_at: string
  approval_hash: string
  first: StatusChange
  steps: StatusChange[]
  started_at: string | null
  progress_percent: number | null
  progress_message: string | null
  result: unknown
  log: { at: string; stream: string; line: string }[]
}

/**
 * Inserts jobs as PendingApproval and takes each through its history with the votes of its deciders, so that the database
 * checks every step. One job after another, since a node runs one job at a time; jobs that still run come last.
 */
export async function insertSampleJobs(tx: EntityManager, jobs: readonly SampleJobRow[]): Promise<void> {
  const all = JSON.stringify(jobs)
  await tx.query(
    `INSERT INTO maintenance_jobs
       (job_id, target_node_did, requester_did, task_name, params, status, status_history, created_at)
     SELECT job_id, target_node_did, requester_did, task_name, params, 'PendingApproval',
            jsonb_build_array(first), created_at
     FROM jsonb_to_recordset($1::jsonb) AS j (job_id uuid, target_node_did varchar, requester_did varchar,
       task_name varchar, params jsonb, first jsonb, created_at timestamptz)`,
    [all],
  )
  await tx.query(
    `UPDATE job_details d SET expires_at = s.expires_at
     FROM jsonb_to_recordset($1::jsonb) AS s (job_id uuid, expires_at timestamptz) WHERE d.job_id = s.job_id`,
    [all],
  )
  const runs = (job: SampleJobRow): boolean => job.steps.at(-1)?.status === 'Running'
  for (const job of [...jobs.filter((one) => !runs(one)), ...jobs.filter(runs)])
    for (const step of job.steps) await takeSampleStep(tx, job, step)
  // A job without an agent has no lease that could end, like one that plain SQL runs.
  await tx.query(
    `UPDATE job_details d SET is_sample = true, reason = s.reason, requester_id = s.requester_id,
       started_at = s.started_at, progress_percent = s.progress_percent, progress_message = s.progress_message,
       result = nullif(s.result, 'null'::jsonb), changed_xid = pg_current_xact_id()
     FROM jsonb_to_recordset($1::jsonb) AS s (job_id uuid, reason text, requester_id text, started_at timestamptz,
       progress_percent smallint, progress_message text, result jsonb)
     WHERE d.job_id = s.job_id`,
    [all],
  )
  await tx.query(
    `INSERT INTO job_log_lines (job_id, at, stream, line)
     SELECT job_id, (l ->> 'at')::timestamptz, l ->> 'stream', l ->> 'line'
     FROM jsonb_to_recordset($1::jsonb) AS r (job_id uuid, log jsonb)
     CROSS JOIN LATERAL jsonb_array_elements(log) WITH ORDINALITY AS e (l, m) ORDER BY job_id, m`,
    [all],
  )
}

async function takeSampleStep(tx: EntityManager, job: SampleJobRow, step: StatusChange): Promise<void> {
  if (step.status === 'Approved' || step.status === 'Rejected')
    await tx.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, reason)
       SELECT job_id, revision, p.id, $2, $3, $4 FROM job_details, people p WHERE job_id = $1 AND p.did = $5`,
      [
        job.job_id,
        step.status === 'Approved' ? 'approve' : 'reject',
        job.approval_hash,
        step.message,
        step.actor_did,
      ],
    )
  await tx.query(
    `UPDATE maintenance_jobs SET status = $2::varchar, status_history = status_history || $3::jsonb,
       completed_at = CASE WHEN $2::varchar IN ${sqlStatuses('outcome')} THEN $4::timestamptz END WHERE job_id = $1`,
    [job.job_id, step.status, JSON.stringify([step]), step.timestamp],
  )
}

/** After a large load, so that the planner does not assume empty tables until autovacuum runs. */
export const analyzeReports = async (db: EntityManager): Promise<void> => {
  await db.query(`ANALYZE health_reports, node_latest, nodes, maintenance_jobs, job_details`)
}

/** The last report of each sample node, in epoch seconds; null before its first. */
export const lastSampleReports = (db: EntityManager): Promise<{ node_did: string; last: number | null }[]> =>
  db.query(
    `SELECT node_did, extract(epoch FROM l.timestamp)::float8 AS last
     FROM nodes n LEFT JOIN node_latest l USING (node_did) WHERE n.is_sample`,
  )

/** Sets the progress of running sample jobs; writes only changes and returns their number. */
export async function setSampleProgress(db: EntityManager, percent: number): Promise<number> {
  const [, changed] = await db.query<[unknown[], number]>(
    `UPDATE job_details d SET progress_percent = $1, changed_xid = pg_current_xact_id()
     FROM maintenance_jobs j
     WHERE j.job_id = d.job_id AND j.status = 'Running' AND d.is_sample AND d.claim_token_hash IS NULL
       AND d.progress_percent IS DISTINCT FROM $1::smallint`,
    [percent],
  )
  return changed
}

/** Deletes the sample nodes with their jobs and reports, and returns the number of rows of each. */
export async function deleteSampleFleet(
  tx: EntityManager,
): Promise<{ nodes: number; reports: number; jobs: number }> {
  const sample = `(SELECT node_did FROM nodes WHERE is_sample)`
  const count = async (sql: string): Promise<number> => (await tx.query<[unknown[], number]>(sql))[1]
  const jobs = await count(`DELETE FROM maintenance_jobs WHERE target_node_did IN ${sample}`)
  const reports = await count(`DELETE FROM health_reports WHERE target_node_did IN ${sample}`)
  // Latest reports and tokens are deleted with their node.
  const nodes = await count(`DELETE FROM nodes WHERE is_sample`)
  return { nodes, reports, jobs }
}

/** For each role the account of local mode, or else the person who has had exactly that role the longest. */
export const samplePeople = (db: EntityManager): Promise<{ role: Role; id: string }[]> =>
  db.query(
    `SELECT DISTINCT ON (role) role, id FROM people
     ORDER BY role, (id = 'local-' || role) DESC, created_at, id`,
  )

/** DIDs of people by id. */
export async function personDids(db: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; did: string }[]>(
    `SELECT id, did FROM people WHERE id = ANY ($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.did]))
}
