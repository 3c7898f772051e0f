import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { parseEvent } from '@/lib/audit/domain/event-json'
import { verdicts } from '@/lib/jobs/domain/reason'

/**
 * Additional facts about a job: its revision, the jobs that it repeats or that repeat it, and whether it should stop.
 */
export type JobLinks = {
  revision: number
  retry_of: string | null
  retry_of_status: string | null
  retries: { job_id: string; status: string; created_at: string | null }[]
  cancel_requested_at: Date | null
  cancel_reason: string | null
  cancel_did: string | null
  cancel_name: string | null
}

export async function readLinks(db: EntityManager, jobId: string): Promise<JobLinks> {
  const [row] = await db.query<JobLinks[]>(
    `SELECT coalesce(d.revision, 1) AS revision, d.retry_of, o.status AS retry_of_status,
            d.cancel_requested_at, d.cancel_reason, p.did AS cancel_did, p.name AS cancel_name,
            (SELECT coalesce(json_agg(r ORDER BY r.created_at), '[]') FROM (
               SELECT m.job_id, m.status, m.created_at FROM job_details e JOIN maintenance_jobs m USING (job_id)
               WHERE e.retry_of = j.job_id ORDER BY m.created_at LIMIT 20) r) AS retries
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     LEFT JOIN maintenance_jobs o ON o.job_id = d.retry_of
     LEFT JOIN people p ON p.id = d.cancel_requested_by
     WHERE j.job_id = $1`,
    [jobId],
  )
  if (!row) throw new Error(`There is no job ${jobId}`)
  return row
}

const event = z.object({
  seq: z.number(),
  at: z.string(),
  kind: z.string(),
  actor_did: z.string().nullish(),
  person_did: z.string().nullish(),
  revision: z.number().nullish(),
  decision: z.enum(['approve', 'reject']).nullish(),
  reason: z.string().nullish(),
  step: z.string().nullish(),
  policy_name: z.string().nullish(),
  policy_revision: z.number().nullish(),
  verdict: z.enum(verdicts).nullish(),
  review: z.string().nullish(),
  window_start: z.string().nullish(),
  window_end: z.string().nullish(),
  time_zone: z.string().nullish(),
  expires_at: z.string().nullish(),
  /** What the entry added to the job's history. */
  history: z.unknown().optional(),
})

/** One entry of a job's log; fields that do not apply to its kind are missing. */
export type JobEvent = z.infer<typeof event>

/** Changes of status, votes, withdrawals, changes and emergency approvals from the log, in order. */
export async function readEvents(db: EntityManager, jobId: string): Promise<JobEvent[]> {
  const rows = await db.query<{ seq: number; body: string }[]>(
    // Not as JSON: an event may be anything.
    `SELECT seq::int AS seq, body FROM job_events WHERE stream = 'job:' || $1 AND body ~ $2 ORDER BY seq LIMIT 1000`,
    [jobId, `"kind": "(${shownKinds.join('|')})"`],
  )
  return rows.flatMap(({ seq, body }) => event.safeParse({ ...parseEvent(body), seq }).data ?? [])
}

const shownKinds = [
  ...['requested', 'status', 'note', 'vote', 'vote withdrawn', 'window', 'revised'],
  ...['glass broken', 'glass reviewed', 'dry run'],
]
