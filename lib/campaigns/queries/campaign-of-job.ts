import { database } from '@/lib/db/connection/server-database'

/** The campaign of a job that the viewer may see, and why it cannot start now; null where nothing holds it. */
export type CampaignOfJob = {
  id: string
  name: string
  wave: number
  waves: number
  holds: string | null
}

export async function campaignOfJob(jobId: string): Promise<CampaignOfJob | null> {
  const { manager } = await database()
  const [row] = await manager.query<CampaignOfJob[]>(
    `SELECT c.campaign_id AS id, c.name, m.wave, hakim_campaign_holds(m.job_id) AS holds,
            (SELECT count(*)::int FROM campaign_waves w WHERE w.campaign_id = c.campaign_id) AS waves
     FROM campaign_jobs m JOIN campaigns c USING (campaign_id) WHERE m.job_id = $1`,
    [jobId],
  )
  return row ?? null
}
