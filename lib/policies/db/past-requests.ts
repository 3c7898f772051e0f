import type { EntityManager } from 'typeorm'
import type { PastRequest } from '@/lib/policies/domain/past-request'

/** So many requests, the newest, are replayed. */
export const mostPast = 20_000

/** Rows that are read at once: parameters can be long. */
const atOnce = 1_000

type Row = {
  job_id: string
  did: string
  name: string | null
  requested: number
  decided: string | null
  document: PastRequest['document']
  status: string
  verdict: string | null
  message: string | null
}

/** The sort key of jobs, as in their index. */
const created = `least(greatest(j.created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z')`

/** Histories may come from other programs, so what is no list is found out when it is read. */
const history = `CASE WHEN jsonb_typeof(j.status_history) = 'array' THEN j.status_history END`

const columns = `j.job_id, j.target_node_did AS did, n.name, j.status, v.verdict,
  (${history}) -> -1 ->> 'message' AS message,
  (SELECT e.entry ->> 'timestamp' FROM jsonb_array_elements(${history}) WITH ORDINALITY e (entry, place)
   WHERE e.entry ->> 'status' IN ('Approved', 'Rejected') ORDER BY e.place DESC LIMIT 1) AS decided,
  extract(epoch FROM CASE WHEN d.revision > 1 THEN a.made_at ELSE j.at END)::float8 * 1000 AS requested,
  a.document`

/** A document without what no policy looks at, which is most of it. */
const document = `jsonb_build_object('task', a.document -> 'task', 'params', a.document -> 'params',
  'requester', a.document -> 'requester', 'window', a.document -> 'window', 'offer', CASE
    WHEN a.document -> 'offer' <> 'null' THEN a.document -> 'offer' || '{"command":null,"params_schema":null}' END)`

/**
 * What was requested since then of one task on the nodes that a person owns, oldest first, a part at a time. `db` is within a
 * transaction. A job that was changed counts once, as it was last.
 */
export async function* pastRequests(
  db: EntityManager,
  personId: string,
  task: string,
  since: Date,
): AsyncGenerator<PastRequest[]> {
  await db.query(
    `DECLARE past NO SCROLL CURSOR FOR
     SELECT ${columns}
     FROM (SELECT j.*, ${created} AS at FROM maintenance_jobs j
           WHERE j.target_node_did IN (SELECT o.node_did FROM node_owners o WHERE o.person_id = $1)
             AND j.task_name = $2 AND ${created} >= $3
           ORDER BY ${created} DESC, j.job_id DESC LIMIT ${mostPast}) j
     LEFT JOIN job_details d USING (job_id) LEFT JOIN job_verdicts v USING (job_id)
     LEFT JOIN nodes n ON n.node_did = j.target_node_did
     LEFT JOIN LATERAL (
       SELECT ${document} AS document, a.made_at
       FROM (SELECT document::jsonb AS document, made_at FROM approval_documents
             WHERE job_id = j.job_id AND revision = coalesce(d.revision, 1)) a) a ON true
     ORDER BY requested, j.job_id`,
    [personId, task, since],
  )
  for (;;) {
    const rows = await db.query<Row[]>(`FETCH ${atOnce} FROM past`)
    if (rows.length === 0) break
    yield rows.map(pastRequest)
  }
  await db.query(`CLOSE past`)
}

const timeOf = (text: string | null): number | null => {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : at
}

const pastRequest = (row: Row): PastRequest => ({
  jobId: row.job_id,
  node: { did: row.did, name: row.name },
  requestedAt: row.requested,
  decidedAt: timeOf(row.decided),
  document: row.document,
  end: { status: row.status, verdict: row.verdict, message: row.message },
})
