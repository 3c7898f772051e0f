import type { DataSource, EntityManager } from 'typeorm'
import { advanceCampaign, readCampaignNotice, readOpenIds } from '@/lib/campaigns/db/campaigns'
import { readFollowers } from '@/lib/campaigns/db/follows'
import { campaignNotice } from '@/lib/campaigns/domain/campaign-notice'
import { notify } from '@/lib/notices/services/notify'
import { skipJobs } from './skip-jobs'

/** More steps than one campaign takes at once: a wave ends, the next one begins, and all of it stops. */
const mostSteps = 4

/** Stops what has met its stop rule, ends and begins waves, and cancels what was skipped. Returns how many steps it took. */
export async function advanceCampaigns(db: DataSource): Promise<number> {
  let steps = 0
  for (const id of await readOpenIds(db.manager)) {
    for (let step = 0; step < mostSteps; step += 1) {
      const done = await db.transaction((tx) => advance(tx, id))
      if (done === null) break
      steps += 1
      if (done === 'wave ended') await skipJobs(db)
    }
  }
  await skipJobs(db)
  return steps
}

async function advance(tx: EntityManager, id: string): Promise<string | null> {
  const done = await advanceCampaign(tx, id)
  if (done === 'stopped' || done === 'finished') {
    const campaign = await readCampaignNotice(tx, id)
    if (campaign) await notify(tx, [campaignNotice({ ...campaign, followers: await readFollowers(tx, id) })])
  }
  return done
}
