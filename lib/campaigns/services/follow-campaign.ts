import { z } from 'zod'
import { readCampaigns } from '@/lib/campaigns/db/campaign-list'
import { followCampaign as follow, unfollowCampaign } from '@/lib/campaigns/db/follows'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Tells whoever asks of a campaign and its jobs as its requester is told, or no longer. */
export const followCampaign = (
  context: RightsContext,
  campaignId: string,
  following: boolean,
): Promise<Result<{ following: boolean }>> =>
  rightsTransaction(context, 'follow', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const known = z.guid().safeParse(campaignId).success
    const [campaign] = known ? await readCampaigns(tx, who, { id: campaignId, limit: 1 }) : []
    if (!campaign) return fail('not_found', 'There is no such campaign.')
    if (!following) await unfollowCampaign(tx, campaignId, who.id)
    else if (!(await follow(tx, campaignId, who.id)))
      return fail('conflict', 'This campaign is over; nothing more will be told of it.', {
        present: campaign.state,
      })
    return ok({ following })
  })
