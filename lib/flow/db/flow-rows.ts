import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { FlowRow } from '@/lib/flow/domain/flow-row'
import type { FlowVote } from '@/lib/flow/domain/load'
import type { PersonViewer } from '@/lib/kernel/role'

/** So many requests, the newest, are read for one answer. */
export const mostRequests = 50_000

/** The sort key of jobs, as in their index. */
const requested = `least(greatest(j.created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z')`

type Range = { from: number; to: number }

/** The newest requests of a range (epoch seconds) on nodes that the viewer may see. */
function requestsSql(viewer: PersonViewer, { from, to }: Range, parameters: Parameters): string {
  const { add } = parameters
  return `SELECT * FROM maintenance_jobs j
    WHERE ${requested} >= to_timestamp(${add(from)}) AND ${requested} < to_timestamp(${add(to)})
      AND ${visibleSql('j.target_node_did', viewer, parameters)}
    ORDER BY ${requested} DESC, j.job_id DESC LIMIT ${add(mostRequests)}`
}

const seconds = (time: string): string =>
  `CASE WHEN isfinite(${time}) THEN extract(epoch FROM ${time})::float8 END`

/** Histories may come from other programs, so what is no time is found out when it is read. */
const lastDecision = `(
  SELECT e.entry ->> 'timestamp' FROM jsonb_array_elements(
    CASE WHEN jsonb_typeof(j.status_history) = 'array' THEN j.status_history END) WITH ORDINALITY e (entry, place)
  WHERE e.entry ->> 'status' IN ('Approved', 'Rejected') ORDER BY e.place DESC LIMIT 1)`

type Row = Omit<FlowRow, 'decided'> & { decided: string | null }

const secondsOf = (text: string | null): number | null => {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : ms / 1_000
}

export async function readFlowRows(
  db: EntityManager,
  viewer: PersonViewer,
  range: Range,
): Promise<FlowRow[]> {
  const parameters = new Parameters()
  const rows = await db.query<Row[]>(
    `SELECT j.task_name AS task, j.status, ${seconds('j.created_at')} AS requested, ${lastDecision} AS decided,
            ${seconds('d.started_at')} AS started, ${seconds('j.completed_at')} AS ended,
            CASE WHEN d.is_sample IS NOT TRUE THEN ${seconds('v.settled_at')} END AS verified
     FROM (${requestsSql(viewer, range, parameters)}) j
     LEFT JOIN job_details d USING (job_id) LEFT JOIN job_verdicts v USING (job_id)`,
    parameters.values,
  )
  return rows.map((row) => ({ ...row, decided: secondsOf(row.decided) }))
}

type VoteRow = FlowVote & { history: string | null }

/** The votes that people gave on the same requests and did not withdraw, without those of policies. Those of the sample were cast when their history says. */
export async function readFlowVotes(
  db: EntityManager,
  viewer: PersonViewer,
  range: Range,
): Promise<FlowVote[]> {
  const parameters = new Parameters()
  const rows = await db.query<VoteRow[]>(
    `SELECT p.did AS person, p.name, v.decision = 'approve' AS approves, ${seconds('j.created_at')} AS requested,
            ${seconds('v.decided_at')} AS decided, CASE WHEN d.is_sample THEN ${lastDecision} END AS history
     FROM (${requestsSql(viewer, range, parameters)}) j JOIN job_votes v USING (job_id)
     LEFT JOIN job_details d USING (job_id)
     JOIN people p ON p.id = v.person_id
     WHERE v.withdrawn_at IS NULL AND v.policy_id IS NULL AND isfinite(v.decided_at)`,
    parameters.values,
  )
  return rows.map(({ history, ...vote }) => ({ ...vote, decided: secondsOf(history) ?? vote.decided }))
}

/** How long what waits has waited, in seconds, each at the end of an age class; `oldest` is the age of the first of them. */
export type Queue = { hour: number; day: number; threeDays: number; longer: number; oldest: number | null }

export async function readQueue(db: EntityManager, viewer: PersonViewer): Promise<Queue> {
  const parameters = new Parameters()
  const [row] = await db.query<Queue[]>(
    `SELECT count(*) FILTER (WHERE age < 3600)::int AS hour,
            count(*) FILTER (WHERE age >= 3600 AND age < 86400)::int AS day,
            count(*) FILTER (WHERE age >= 86400 AND age < 259200)::int AS "threeDays",
            count(*) FILTER (WHERE age >= 259200)::int AS longer, max(age) AS oldest
     FROM (SELECT extract(epoch FROM now() - ${requested})::float8 AS age FROM maintenance_jobs j
           WHERE j.status = 'PendingApproval' AND ${visibleSql('j.target_node_did', viewer, parameters)}) waiting`,
    parameters.values,
  )
  return row ?? { hour: 0, day: 0, threeDays: 0, longer: 0, oldest: null }
}
