import type { EntityManager } from 'typeorm'

/** A vote of one person. */
type DecidedRow = {
  job_id: string
  decision: 'approve' | 'reject'
  reason: string | null
  decided_at: Date
  withdrawn_at: Date | null
}

/** Not the votes of policies, nor those of a sample, which carry the moment at which it was loaded: nobody gave them. */
const own = 'FROM job_votes v LEFT JOIN job_details d USING (job_id)'
const today = `d.is_sample IS NOT TRUE AND v.policy_id IS NULL AND v.person_id = $1 AND v.decided_at >= date_trunc('day', now() AT TIME ZONE $2) AT TIME ZONE $2`

/** How many votes this person has given since midnight in the zone. */
export async function countDecided(db: EntityManager, personId: string, zone: string): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count ${own} WHERE ${today} AND v.withdrawn_at IS NULL`,
    [personId, zone],
  )
  return row?.count ?? 0
}

/** Those votes, newest first, withdrawn ones too. */
export const readDecided = (
  db: EntityManager,
  personId: string,
  zone: string,
  limit: number,
): Promise<DecidedRow[]> =>
  db.query(
    `SELECT v.job_id, v.decision, v.reason, v.decided_at, v.withdrawn_at ${own}
     WHERE ${today} ORDER BY v.decided_at DESC, v.vote_id LIMIT ${limit}`,
    [personId, zone],
  )
