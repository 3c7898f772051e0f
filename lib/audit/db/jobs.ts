import type { EntityManager } from 'typeorm'
import type { JsonValue } from '@/lib/kernel/json/json'

export type JobRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  task_name: string
  status: string
  params_sha256: string
  history: JsonValue
}

/** Jobs in the order of their ids, after `after` (null: from the first). */
export const jobsAfter = (tx: EntityManager, after: string | null, limit: number): Promise<JobRow[]> =>
  tx.query<JobRow[]>(
    `SELECT job_id, target_node_did, requester_did, task_name, status, status_history AS history,
            encode(sha256(convert_to(coalesce(params::text, 'null'), 'UTF8')), 'hex') AS params_sha256
     FROM maintenance_jobs WHERE $1::uuid IS NULL OR job_id > $1 ORDER BY job_id LIMIT $2`,
    [after, limit],
  )

export type JobEventRow = { stream: string; event_id: string; seq: number; body: string }

/** All events of these streams, one stream after the other. */
export const eventsOfStreams = (tx: EntityManager, streams: readonly string[]): Promise<JobEventRow[]> =>
  tx.query<JobEventRow[]>(
    `SELECT stream, event_id, seq, body FROM job_events WHERE stream = ANY ($1::text[]) ORDER BY stream, seq`,
    [streams],
  )

/** The last event of each job that no longer exists, in the order of the streams. */
export const eventsWithoutJob = (tx: EntityManager, after: string, limit: number): Promise<JobEventRow[]> =>
  tx.query<JobEventRow[]>(
    `SELECT e.stream, e.event_id, e.seq, e.body
     FROM (SELECT stream, max(seq) AS seq FROM job_events
           WHERE stream LIKE 'job:%' AND stream COLLATE "C" > $1
             AND NOT EXISTS (SELECT FROM maintenance_jobs j WHERE 'job:' || j.job_id = stream)
           GROUP BY stream ORDER BY stream COLLATE "C" LIMIT $2) last
     JOIN job_events e USING (stream, seq) ORDER BY e.stream COLLATE "C"`,
    [after, limit],
  )
