import type { EntityManager } from 'typeorm'

/** A vote of one person. */
type DecidedRow = {
  job_id: string
  decision: 'approve' | 'reject'
  reason: string | null
  decided_at: Date
  withdrawn_at: Date | null
}

/** What somebody decided themselves, not what their policies did. */
const today = `v.person_id = $1 AND v.policy_id IS NULL AND v.decided_at >= date_trunc('day', now() AT TIME ZONE $2) AT TIME ZONE $2`

/** How many votes this person has given since midnight in the zone. */
export async function countDecided(db: EntityManager, personId: string, zone: string): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM job_votes v WHERE ${today} AND v.withdrawn_at IS NULL`,
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
    `SELECT v.job_id, v.decision, v.reason, v.decided_at, v.withdrawn_at FROM job_votes v
     WHERE ${today} ORDER BY v.decided_at DESC, v.vote_id LIMIT ${limit}`,
    [personId, zone],
  )
