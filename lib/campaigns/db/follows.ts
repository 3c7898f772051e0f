import type { EntityManager } from 'typeorm'

/** A person follows a campaign that is not over; false if it is. */
export async function followCampaign(tx: EntityManager, id: string, personId: string): Promise<boolean> {
  const [row] = await tx.query<{ on: boolean }[]>(
    `WITH c AS (SELECT campaign_id FROM campaigns WHERE campaign_id = $1 AND ended_at IS NULL),
     added AS (INSERT INTO campaign_follows (campaign_id, person_id) SELECT campaign_id, $2 FROM c ON CONFLICT DO NOTHING)
     SELECT EXISTS (SELECT FROM c) AS on`,
    [id, personId],
  )
  return row?.on ?? false
}

export const unfollowCampaign = (tx: EntityManager, id: string, personId: string): Promise<unknown> =>
  tx.query(`DELETE FROM campaign_follows WHERE campaign_id = $1 AND person_id = $2`, [id, personId])

export async function followsCampaign(db: EntityManager, id: string, personId: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `SELECT 1 FROM campaign_follows WHERE campaign_id = $1 AND person_id = $2`,
    [id, personId],
  )
  return rows.length > 0
}

/** Those who follow it and may still see one of its nodes. */
export async function readFollowers(db: EntityManager, id: string): Promise<string[]> {
  const rows = await db.query<{ person_id: string }[]>(
    `SELECT f.person_id FROM campaign_follows f WHERE f.campaign_id = $1 AND EXISTS (
       SELECT FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id)
       WHERE m.campaign_id = $1 AND hakim_may_see(j.target_node_did, f.person_id))`,
    [id],
  )
  return rows.map(({ person_id }) => person_id)
}

/** Nobody follows a campaign of which all is told. */
export async function endCampaignFollows(db: EntityManager): Promise<number> {
  const [, ended] = await db.query<[unknown, number]>(
    `DELETE FROM campaign_follows f USING campaigns c WHERE c.campaign_id = f.campaign_id AND c.ended_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM campaign_jobs m JOIN job_verdicts v USING (job_id)
                       WHERE m.campaign_id = c.campaign_id AND v.look_at IS NOT NULL)`,
  )
  return ended
}
