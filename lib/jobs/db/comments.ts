import type { EntityManager } from 'typeorm'
import type { Mentionable } from '@/lib/jobs/domain/comment'

/** The condition that the job `j` with its details `d` waits for an answer of its requester to the question `c`. */
const isOpen = `c.asks AND c.answered_at IS NULL AND c.revision = coalesce(d.revision, 1) AND j.status = 'PendingApproval'`

/** The condition that the job `j` with its details `d` waits for any answer of its requester. */
export const needsInformation = `EXISTS (SELECT FROM job_comments c WHERE c.job_id = j.job_id AND ${isOpen})`

/** The jobs that wait for an answer, as `FROM` with `j`, `d` and conditions. */
export const openQuestions = `FROM job_comments c JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_details d USING (job_id)
  WHERE ${isOpen}`

export type CommentRow = {
  comment_id: string
  did: string
  name: string
  at: Date
  text: string
  asks: boolean
  answered_at: Date | null
  open: boolean
  mentions: { did: string; name: string }[]
}

/** More than anybody reads; the newest are shown. */
const mostShown = 500

/** What was said about a job, oldest first. */
export const readComments = (db: EntityManager, jobId: string): Promise<CommentRow[]> =>
  db.query(
    `SELECT * FROM (
       SELECT c.comment_id, p.did, p.name, c.at, c.text, c.asks, c.answered_at, (${isOpen}) AS open,
              (SELECT coalesce(json_agg(json_build_object('did', m.did, 'name', m.name) ORDER BY m.name, m.did), '[]')
               FROM people m WHERE m.id = ANY (c.mentions)) AS mentions
       FROM job_comments c JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_details d USING (job_id)
       JOIN people p ON p.id = c.person_id
       WHERE c.job_id = $1 ORDER BY c.at DESC, c.comment_id DESC LIMIT ${mostShown}) newest
     ORDER BY at, comment_id`,
    [jobId],
  )

/** Everybody who is not disabled, and whether they may see a node. */
export const readMentionable = (db: EntityManager, nodeDid: string): Promise<Mentionable[]> =>
  db.query(
    `SELECT id, did, name, hakim_may_see($1, id) AS sees FROM people WHERE disabled_at IS NULL ORDER BY name, did`,
    [nodeDid],
  )

/** PostgreSQL refuses it to anyone without the right, and logs it. */
export async function insertComment(
  tx: EntityManager,
  comment: {
    jobId: string
    personId: string
    text: string
    asks: boolean
    mentions: readonly string[]
  },
): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(`SELECT hakim_comment($1, $2, $3, $4, $5) AS id`, [
    ...[comment.jobId, comment.personId, comment.text, comment.asks, comment.mentions],
  ])
  if (!row) throw new Error('The comment has no id')
  return row.id
}
