import type { EntityManager } from 'typeorm'
import { mostRuns } from '@/lib/board/domain/job-page'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import { needsInformation } from '@/lib/jobs/db/comments'
import type { LogEntry } from '@/lib/jobs/db/jobs'
import { type CaseRow, caseColumns } from '@/lib/jobs/db/votes'
import type { Verdict } from '@/lib/verdicts/domain/verdict'

/** A job with its details beyond the given columns, and the names of the people and the node. */
export type JobReadRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  task_name: string
  params: unknown
  status: string
  status_history: unknown
  created_at: Date | null
  completed_at: Date | null
  node_name: string | null
  requester_name: string | null
  reason: string | null
  /** Of the task, as its node offered it. */
  risk: string | null
  is_sample: boolean | null
  started_at: Date | null
  progress_percent: number | null
  progress_message: string | null
  result: unknown
  /** The argument vector that the agent says it ran. */
  ran: string[] | null
  /** Whether it helped, once that is settled; with `back_at` if it did and the illness came back. */
  settled_verdict: Verdict | null
  settled_why: string | null
  back_at: Date | null
  /** The log bears out how it came to be what it is. */
  in_log: boolean
  /** Its requester has not answered a question yet. */
  needs_information: boolean
  /** Its node is hidden from the viewer: of the job, they may see what `RestrictedJob` has, if they requested it. */
  hidden: boolean
} & CaseRow

/** `inLog`: the function that looks whether the log bears the job out. Plain SQL may store infinity, which JavaScript dates cannot represent. */
export const jobColumns = (
  viewer: string,
  inLog: 'hakim_in_log' | 'hakim_borne_out' = 'hakim_in_log',
): string => `j.job_id, j.target_node_did, j.requester_did, j.task_name, j.params, j.status, j.status_history,
  CASE WHEN isfinite(j.created_at) THEN j.created_at END AS created_at,
  CASE WHEN isfinite(j.completed_at) THEN j.completed_at END AS completed_at, n.name AS node_name, p.name AS requester_name,
  d.reason, d.risk, d.is_sample, d.started_at, d.progress_percent, d.progress_message, d.result, d.ran,
  CASE WHEN w.settled_at IS NOT NULL THEN w.verdict END AS settled_verdict, w.evidence->>'why' AS settled_why, w.back_at,
  ${inLog}(j.job_id, j.status) AS in_log, ${needsInformation} AS needs_information,
  (${viewer}::text IS NOT NULL AND j.target_node_did IN (${hiddenNodes(viewer)})) AS hidden, ${caseColumns(viewer)}`

/** The details of the jobs `j`; this part does not affect which jobs are chosen. */
export const joinedTo = (jobs: string): string => `${jobs}
  LEFT JOIN job_details d USING (job_id)
  LEFT JOIN job_verdicts w USING (job_id)
  LEFT JOIN nodes n ON n.node_did = j.target_node_did
  LEFT JOIN people p ON p.did = j.requester_did`

export async function readJob(
  db: EntityManager,
  viewerId: string | null,
  jobId: string,
): Promise<JobReadRow | null> {
  const rows = await db.query<JobReadRow[]>(
    `SELECT ${jobColumns('$2', 'hakim_borne_out')} FROM ${joinedTo('maintenance_jobs j')} WHERE j.job_id = $1`,
    [jobId, viewerId],
  )
  return rows[0] ?? null
}

/** The newest `limit` lines, in order. */
export async function readLog(db: EntityManager, jobId: string, limit: number): Promise<LogRow[]> {
  return db.query(
    `SELECT * FROM (SELECT seq, at, stream, line FROM job_log_lines WHERE job_id = $1
                    ORDER BY seq DESC LIMIT $2) newest ORDER BY seq`,
    [jobId, limit],
  )
}

type LogRow = Omit<LogEntry, 'at'> & { at: Date; seq: string }

/** The oldest `limit` lines after the one numbered `after`, in order. */
export const readLogAfter = (
  db: EntityManager,
  jobId: string,
  after: number,
  limit: number,
  text: string | null = null,
): Promise<LogRow[]> =>
  db.query(
    `SELECT seq, at, stream, line FROM job_log_lines WHERE job_id = $1 AND seq > $2 AND ${holding('$4')}
     ORDER BY seq LIMIT $3`,
    [jobId, after, limit, text],
  )

/** The newest `limit` lines before the one numbered `before`, in order. */
export const readLogBefore = (
  db: EntityManager,
  jobId: string,
  before: number,
  limit: number,
  text: string | null = null,
): Promise<LogRow[]> =>
  db.query(
    `SELECT * FROM (SELECT seq, at, stream, line FROM job_log_lines WHERE job_id = $1 AND seq < $2 AND ${holding('$4')}
                    ORDER BY seq DESC LIMIT $3) found ORDER BY seq`,
    [jobId, before, limit, text],
  )

/** That a line holds the text of the placeholder, in any case and whatever colours are within it; any line if that is null. */
const holding = (text: string): string => `(${text}::text IS NULL
  OR strpos(lower(line), lower(${text})) > 0
  OR strpos(line, chr(27)) > 0
     AND strpos(lower(regexp_replace(line, chr(27) || '\\[[0-9;]{0,60}m', '', 'g')), lower(${text})) > 0)`

/** The node of a job; null when there is no such job. */
export async function readNodeOfJob(db: EntityManager, jobId: string): Promise<string | null> {
  const [row] = await db.query<{ target_node_did: string }[]>(
    `SELECT target_node_did FROM maintenance_jobs WHERE job_id = $1`,
    [jobId],
  )
  return row?.target_node_did ?? null
}

/** How earlier runs of a task on a node ended, and how many of them helped. */
type RecordRow = {
  completed: number
  failed: number
  fixed: number
  judged: number
  more: boolean
  last_params: unknown
}

/**
 * How the newest runs of this task on this node ended, and the parameters of the last completed one. A job that the log does not
 * bear out is no run. A fix after which the illness came back within a week is none.
 */
export async function readRecord(
  db: EntityManager,
  nodeDid: string,
  task: string,
  exceptJobId: string,
): Promise<RecordRow> {
  const [row] = await db.query<RecordRow[]>(
    `WITH newest AS (
       SELECT * FROM maintenance_jobs
       WHERE target_node_did = $1 AND task_name = $2 AND job_id <> $3 AND status IN ('Completed', 'Failed')
       ORDER BY completed_at DESC NULLS LAST LIMIT ${mostRuns})
     SELECT count(*) FILTER (WHERE j.status = 'Completed')::int AS completed,
            count(*) FILTER (WHERE j.status = 'Failed')::int AS failed,
            count(*) FILTER (WHERE w.verdict = 'fixed' AND w.back_at IS NULL)::int AS fixed,
            count(*) FILTER (WHERE w.verdict <> 'not_enough_data')::int AS judged,
            (SELECT count(*) FROM newest) = ${mostRuns} AS more,
            (array_agg(j.params ORDER BY j.completed_at DESC NULLS LAST) FILTER (WHERE j.status = 'Completed'))[1]
              AS last_params
     FROM newest j LEFT JOIN job_verdicts w ON w.job_id = j.job_id AND w.settled_at IS NOT NULL
     WHERE hakim_in_log(j.job_id, j.status)`,
    [nodeDid, task, exceptJobId],
  )
  return row ?? { completed: 0, failed: 0, fixed: 0, judged: 0, more: false, last_params: null }
}
