import type { DataSource } from 'typeorm'
import { endCampaignFollows } from '@/lib/campaigns/db/follows'
import { endFollows } from '@/lib/jobs/db/follows'

/** Nobody follows jobs and campaigns of which nothing more will be told. Returns how many did. */
export const endAllFollows = async ({ manager }: DataSource): Promise<number> =>
  (await endFollows(manager)) + (await endCampaignFollows(manager))
